namespace Temporalio.Exceptions;

/// <summary>Workflow code left its own scheduler: a continuation or a task came from another thread.</summary>
public class InvalidWorkflowSchedulerException : InvalidWorkflowOperationException
{
    internal InvalidWorkflowSchedulerException(string message)
        : base(message)
    {
    }
}
