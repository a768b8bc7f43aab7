namespace Temporalio.Workflows;

/// <summary>An update, what handles it and what may reject it.</summary>
public sealed class WorkflowUpdateDefinition
{
    internal WorkflowUpdateDefinition(string? name, HandlerMethod handler, HandlerMethod? validator, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Handler = handler;
        Validator = validator;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>Null for the handler of updates that have no other.</summary>
    public string? Name { get; }

    public bool Dynamic => Name is null;

    internal HandlerMethod Handler { get; }

    internal HandlerMethod? Validator { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    /// <summary>For <see cref="Workflow.Updates"/>, or without a name for <see cref="Workflow.DynamicUpdate"/>.</summary>
    /// <exception cref="ArgumentException">
    /// The delegate returns no task, the validator has other parameters, or a dynamic one has other parameters than string and IRawValue[].
    /// </exception>
    public static WorkflowUpdateDefinition CreateWithoutAttribute(
        string? name, Delegate del, Delegate? validatorDel = null, HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon)
    {
        var handler = new HandlerMethod(del);
        var validator = validatorDel is null ? null : new HandlerMethod(validatorDel);
        var fault = HandlerRules.Fault("update", name, handler, returnsTask: true)
            ?? (validator is null ? null : HandlerRules.ValidatorFault(handler, validator));
        return fault is null ? new(name, handler, validator, unfinishedPolicy) : throw new ArgumentException(fault, nameof(del));
    }
}
