using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>Rows that came at once, or that were merged from such; its table never changes.</summary>
/// <param name="Table">The observed table.</param>
/// <param name="FirstDate">Earliest date of an event.</param>
/// <param name="LastDate">Latest date of an event.</param>
/// <param name="FirstKnownAt">Earliest known-at.</param>
/// <param name="LastKnownAt">Latest known-at.</param>
/// <param name="Sources">Who stated the rows, in ordinal order.</param>
/// <param name="Origins">The bytes that the sources gave, where they were kept; none for a merged one, whose parts stand in earlier snapshots.</param>
/// <param name="FetchedAt">When it was fetched, the latest where it was merged; null for what a file brought.</param>
/// <param name="Parts">Number of partitions that were merged into it; 1 for one that stands as it came.</param>
public sealed record SnapshotPartition(
    ArtifactRef Table,
    TradingDate FirstDate,
    TradingDate LastDate,
    DateTimeOffset FirstKnownAt,
    DateTimeOffset LastKnownAt,
    IReadOnlyList<string> Sources,
    IReadOnlyList<ArtifactRef> Origins,
    DateTimeOffset? FetchedAt,
    int Parts)
{
    /// <summary>Number of rows.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal long Rows => Table.Rows ?? 0;
}
