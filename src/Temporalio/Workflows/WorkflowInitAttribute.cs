namespace Temporalio.Workflows;

/// <summary>Marks a public constructor that takes the same parameters as the run method, so that early signals find a set-up object.</summary>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
public sealed class WorkflowInitAttribute : Attribute;
