namespace Temporalio.Workflows;

/// <summary>A signal and what handles it.</summary>
public sealed class WorkflowSignalDefinition
{
    internal WorkflowSignalDefinition(string? name, HandlerMethod handler, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Handler = handler;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>Null for the handler of signals that have no other.</summary>
    public string? Name { get; }

    public bool Dynamic => Name is null;

    internal HandlerMethod Handler { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    /// <summary>For <see cref="Workflow.Signals"/>, or without a name for <see cref="Workflow.DynamicSignal"/>.</summary>
    /// <exception cref="ArgumentException">The delegate returns no task, or a dynamic one has other parameters than string and IRawValue[].</exception>
    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name, Delegate del, HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon)
    {
        var handler = new HandlerMethod(del);
        return HandlerRules.Fault("signal", name, handler, returnsTask: true) is { } fault
            ? throw new ArgumentException(fault, nameof(del))
            : new(name, handler, unfinishedPolicy);
    }
}
