using Assay.Domain;

namespace Assay.MarketSources;

/// <summary>A source gave nothing that can be used. One sentence names the source and says what to do; it never holds a key.</summary>
public sealed class MarketSourceException : AssayException
{
    /// <param name="kind">What happened.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="problem">A clause without an end: what happened, and after a semicolon what to do.</param>
    /// <param name="retryAt">When to ask again, where that is known.</param>
    public MarketSourceException(SourceFailureKind kind, string source, string problem, DateTimeOffset? retryAt = null)
        : base($"{source}: {problem}.")
    {
        Kind = kind;
        SourceName = source;
        RetryAt = retryAt;
    }

    public SourceFailureKind Kind { get; }

    public string SourceName { get; }

    /// <summary>When to ask again, where the vendor or our own count says so.</summary>
    public DateTimeOffset? RetryAt { get; }

    /// <summary>True when the same request may succeed later without any change.</summary>
    public override bool IsTransient => IsRetried || Kind is SourceFailureKind.NoNetwork or SourceFailureKind.QuotaUsedUp or SourceFailureKind.BreakerOpen or SourceFailureKind.Stale;

    /// <summary>True for what is tried again at once (connection, time, 429, 5xx); all else would only spend quota.</summary>
    internal bool IsRetried => Kind is SourceFailureKind.Unreachable or SourceFailureKind.TimedOut or SourceFailureKind.Throttled
        or SourceFailureKind.ServerFault or SourceFailureKind.Truncated;

    /// <summary>True where the vendor says plainly that it has no such thing: the source works.</summary>
    internal bool IsAnAnswer => Kind is SourceFailureKind.UnknownSymbol or SourceFailureKind.NoData;

    /// <summary>True for what speaks against the source as a whole, and brings its breaker nearer to opening.</summary>
    internal bool SpeaksAgainstSource => Kind is SourceFailureKind.Unreachable or SourceFailureKind.TimedOut or SourceFailureKind.ServerFault
        or SourceFailureKind.Truncated or SourceFailureKind.WrongForm or SourceFailureKind.ChangedForm or SourceFailureKind.BadValue
        or SourceFailureKind.WrongSymbol or SourceFailureKind.TooLarge;
}
