namespace Temporalio.Exceptions;

/// <summary>A workflow with this id already runs, or its id may not be used again.</summary>
public class WorkflowAlreadyStartedException : FailureException
{
    public WorkflowAlreadyStartedException(string message, string workflowId, string workflowType, string runId)
        : base(message)
    {
        WorkflowId = workflowId;
        WorkflowType = workflowType;
        RunId = runId;
    }

    public string WorkflowId { get; }

    public string WorkflowType { get; }

    /// <summary>The run that holds the id; a placeholder text where a child could not be started.</summary>
    public string RunId { get; }
}
