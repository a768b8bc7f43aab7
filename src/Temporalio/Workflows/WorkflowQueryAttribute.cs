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

    /// <summary>True for the one handler of queries that have no other: its parameters are the name and an array of raw values.</summary>
    public bool Dynamic { get; set; }
}
