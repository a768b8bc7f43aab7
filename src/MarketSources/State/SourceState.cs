namespace Assay.MarketSources.State;

/// <summary>What all workers of a home know together about one source. A value: <see cref="SourceLedger"/> makes the next from the last.</summary>
public sealed record SourceState
{
    public const string SchemaId = "assay.source.state/1";

    public required string Schema { get; init; }

    public required string Source { get; init; }

    /// <summary>Tokens that are out, by window.</summary>
    public required IReadOnlyList<TokenWindow> Windows { get; init; }

    /// <summary>Until when the vendor asked us to wait.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    public required BreakerState Breaker { get; init; }

    public required SourceCounts Counts { get; init; }

    public static SourceState Fresh(string source) => new()
    {
        Schema = SchemaId,
        Source = source,
        Windows = [],
        NotBefore = null,
        Breaker = new BreakerState(0, null, null),
        Counts = new SourceCounts(),
    };
}
