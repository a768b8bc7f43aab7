namespace Temporalio.Workflows;

/// <summary>Marks a workflow class, or the interface by which others call it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    public WorkflowAttribute()
    {
    }

    public WorkflowAttribute(string name) => Name = name;

    /// <summary>The workflow type; by default the type's name, an interface's without its leading I.</summary>
    public string? Name { get; }

    /// <summary>Further exceptions that fail the workflow, where others only fail the workflow task; derived ones are included.</summary>
    public Type[]? FailureExceptionTypes { get; set; }
}
