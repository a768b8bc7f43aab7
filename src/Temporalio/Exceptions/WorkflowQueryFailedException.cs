namespace Temporalio.Exceptions;

/// <summary>A query handler threw, or there is none of that name.</summary>
public class WorkflowQueryFailedException : TemporalException
{
    public WorkflowQueryFailedException(string message)
        : base(message)
    {
    }
}
