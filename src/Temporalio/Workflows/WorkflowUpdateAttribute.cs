namespace Temporalio.Workflows;

/// <summary>Marks an update handler: a public method that returns a task, whose result or failure reaches the caller.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateAttribute : Attribute
{
    public WorkflowUpdateAttribute()
    {
    }

    public WorkflowUpdateAttribute(string name) => Name = name;

    /// <summary>The update; by default the method's name without a trailing Async.</summary>
    public string? Name { get; }

    /// <summary>True for the one handler of updates that have no other: its parameters are the name and an array of raw values.</summary>
    public bool Dynamic { get; set; }

    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
