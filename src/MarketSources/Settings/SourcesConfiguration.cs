using Assay.MarketData.Incremental;

namespace Assay.MarketSources.Settings;

/// <summary>The file <c>config/sources.yaml</c>: which sources there are, how often they may be asked, and in which order.</summary>
public sealed record SourcesConfiguration
{
    public const string FileName = "sources.yaml";

    /// <summary>Every source that may be asked, each once.</summary>
    public required IReadOnlyList<SourceOptions> Sources { get; init; }

    public required FailoverOptions Failover { get; init; }

    public required RequestOptions Requests { get; init; }

    public required BreakerOptions Breaker { get; init; }

    public required ReconciliationOptions Reconciliation { get; init; }

    /// <summary>Sources whose sentiment is blended; none for the first that answers.</summary>
    public required IReadOnlyList<SentimentWeight> SentimentWeights { get; init; }

    public required QuoteOptions Quotes { get; init; }

    /// <summary>How macro series are read; a series that is not named here has no vintages and is known a day after its reference day.</summary>
    public required IReadOnlyList<SeriesOptions> Series { get; init; }

    /// <summary>What is asked for again, and how much at once.</summary>
    public required FetchOptions Fetch { get; init; }
}
