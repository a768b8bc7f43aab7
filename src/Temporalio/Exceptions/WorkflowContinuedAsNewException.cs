namespace Temporalio.Exceptions;

/// <summary>The run awaited continued as a new one, and the caller did not want to follow it.</summary>
public class WorkflowContinuedAsNewException : TemporalException
{
    public WorkflowContinuedAsNewException(string newRunId)
        : base($"Workflow continued as new run {newRunId}") => NewRunId = newRunId;

    public string NewRunId { get; }
}
