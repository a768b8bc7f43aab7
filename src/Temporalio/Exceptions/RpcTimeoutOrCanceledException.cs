namespace Temporalio.Exceptions;

/// <summary>A wait for an answer ended before the answer came. What was asked for may still happen.</summary>
public class RpcTimeoutOrCanceledException : TemporalException
{
    public RpcTimeoutOrCanceledException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
