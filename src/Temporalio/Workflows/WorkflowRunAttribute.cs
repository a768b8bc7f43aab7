namespace Temporalio.Workflows;

/// <summary>Marks the one public method of a workflow that is its story; it returns a task.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowRunAttribute : Attribute;
