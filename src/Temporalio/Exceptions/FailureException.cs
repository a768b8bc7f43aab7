using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>
/// Base of the exceptions that travel as <see cref="Api.Failure.V1.Failure"/> messages. Thrown out of a workflow they fail it; any other
/// exception fails the workflow task only, which is then tried again.
/// </summary>
public abstract class FailureException : TemporalException
{
    internal protected FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal protected FailureException(Failure failure, Exception? inner)
        : base(failure.Message, inner) => Failure = failure;

    /// <summary>The message this was read from; null for exceptions made by user code.</summary>
    public Failure? Failure { get; protected init; }

    /// <summary>The stack trace of this process, else the one the failure brought along.</summary>
    public override string? StackTrace =>
        base.StackTrace is { Length: > 0 } own ? own : Failure is { StackTrace.Length: > 0 } ? Failure.StackTrace : null;
}
