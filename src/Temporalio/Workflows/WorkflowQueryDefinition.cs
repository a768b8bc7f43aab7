namespace Temporalio.Workflows;

/// <summary>A query and what answers it.</summary>
public sealed class WorkflowQueryDefinition
{
    internal WorkflowQueryDefinition(string? name, HandlerMethod handler)
    {
        Name = name;
        Handler = handler;
    }

    /// <summary>Null for the handler of queries that have no other.</summary>
    public string? Name { get; }

    public bool Dynamic => Name is null;

    internal HandlerMethod Handler { get; }

    /// <summary>For <see cref="Workflow.Queries"/>, or without a name for <see cref="Workflow.DynamicQuery"/>.</summary>
    /// <exception cref="ArgumentException">The delegate returns nothing or a task, or a dynamic one has other parameters than string and IRawValue[].</exception>
    public static WorkflowQueryDefinition CreateWithoutAttribute(string? name, Delegate del)
    {
        var handler = new HandlerMethod(del);
        return HandlerRules.Fault("query", name, handler, returnsTask: false) is { } fault
            ? throw new ArgumentException(fault, nameof(del))
            : new(name, handler);
    }
}
