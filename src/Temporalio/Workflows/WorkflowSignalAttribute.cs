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

    /// <summary>True for the one handler of signals that have no other: its parameters are the name and an array of raw values.</summary>
    public bool Dynamic { get; set; }

    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
