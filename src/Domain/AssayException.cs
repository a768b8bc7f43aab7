namespace Assay.Domain;

/// <summary>
/// Base of every failure that the outside world causes: bad input, a missing file, a broken store, an unreachable server.
/// The message is one sentence for a person: what is wrong, where, and what to do. A caller's bug is an
/// <see cref="ArgumentException"/> instead, and an expected end (nobody passes the gates) is a result, not an exception.
/// </summary>
public abstract class AssayException : Exception
{
    protected AssayException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>True when the same call may succeed later without any change (network, contention); such failures are retried.</summary>
    public abstract bool IsTransient { get; }
}
