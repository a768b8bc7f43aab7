namespace Temporalio.Exceptions;

/// <summary>The awaited workflow ended without a result; the inner exception says why.</summary>
public class WorkflowFailedException : TemporalException
{
    public WorkflowFailedException(Exception? inner)
        : base(inner is null ? "Workflow failed" : $"Workflow failed: {inner.Message}", inner)
    {
    }
}
