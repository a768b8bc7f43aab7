namespace Temporalio.Exceptions;

/// <summary>The workflow code and the recorded history disagree; the message names the event and the command.</summary>
public class WorkflowNondeterminismException : InvalidWorkflowOperationException
{
    internal WorkflowNondeterminismException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
