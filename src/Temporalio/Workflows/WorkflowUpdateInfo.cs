namespace Temporalio.Workflows;

/// <summary>The update whose handler the code runs in.</summary>
public record WorkflowUpdateInfo(string Id, string Name);
