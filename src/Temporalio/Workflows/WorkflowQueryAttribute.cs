namespace Temporalio.Workflows;

/// <summary>Marks a query: a public method or property that changes nothing and waits for nothing.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    public WorkflowQueryAttribute()
    {
    }

    public WorkflowQueryAttribute(string name) => Name = name;

    /// <summary>The query; by default the member's name.</summary>
    public string? Name { get; }
}
