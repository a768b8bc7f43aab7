namespace Temporalio.Exceptions;

/// <summary>Workflow code did what workflow code may not do. Fails the workflow task.</summary>
public class InvalidWorkflowOperationException : TemporalException
{
    internal InvalidWorkflowOperationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
