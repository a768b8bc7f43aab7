namespace Temporalio.Workflows;

/// <summary>
/// Marks a public method without result, with the parameters of its update handler, that throws to reject an update. It only reads; a
/// rejected update leaves nothing in the history.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateValidatorAttribute(string updateMethod) : Attribute
{
    /// <summary>Name of the handler's method.</summary>
    public string UpdateMethod { get; } = updateMethod;
}
