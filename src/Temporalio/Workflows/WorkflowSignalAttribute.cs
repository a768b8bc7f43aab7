namespace Temporalio.Workflows;

/// <summary>Marks a signal handler: a public method that returns a task.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowSignalAttribute : Attribute
{
    public WorkflowSignalAttribute()
    {
    }

    public WorkflowSignalAttribute(string name) => Name = name;

    /// <summary>The signal; by default the method's name without a trailing Async.</summary>
    public string? Name { get; }
}
