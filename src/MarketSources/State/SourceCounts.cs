namespace Assay.MarketSources.State;

/// <summary>What a source did since its state began.</summary>
public sealed record SourceCounts
{
    /// <summary>HTTP requests sent.</summary>
    public long Requests { get; init; }

    /// <summary>Requests whose answer had the documented form.</summary>
    public long Successes { get; init; }

    /// <summary>Requests without such an answer, and answers that proved unusable.</summary>
    public long Failures { get; init; }

    /// <summary>Sum over the successes, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    public SourceFailureKind? LastErrorKind { get; init; }

    /// <summary>The sentence; it holds no key.</summary>
    public string? LastError { get; init; }
}
