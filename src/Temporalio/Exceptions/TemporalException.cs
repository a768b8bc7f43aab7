namespace Temporalio.Exceptions;

/// <summary>Base of every exception that comes from the workflow service, its client or its workers.</summary>
public abstract class TemporalException : Exception
{
    protected TemporalException()
    {
    }

    protected TemporalException(string message)
        : base(message)
    {
    }

    protected TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// True where the exception says that something was cancelled: .NET's own exception, a cancelled failure, or an activity or child
    /// failure caused by one.
    /// </summary>
    public static bool IsCanceledException(Exception e) => e switch
    {
        OperationCanceledException or CanceledFailureException => true,
        ActivityFailureException or ChildWorkflowFailureException => e.InnerException is CanceledFailureException,
        _ => false,
    };
}
