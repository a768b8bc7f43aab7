using System.Text.Json.Serialization;
using Assay.Artifacts;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>
/// All that is known of a market, and since when: for each kind of observed table the partitions that hold it, in the order in which they
/// came. It never changes; what comes later makes another snapshot, whose parent this is. Schema <c>assay.snapshot/1</c>.
/// </summary>
public sealed record Snapshot
{
    /// <summary>Name of the market or data set: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>1 for the first snapshot of a name, one more for each that follows.</summary>
    public required int Sequence { get; init; }

    /// <summary>The snapshot that this one adds to; null for the first.</summary>
    public required ArtifactRef? Parent { get; init; }

    /// <summary>What the sources had published up to this instant is here; of what came later nothing is.</summary>
    public required DateTimeOffset KnownThrough { get; init; }

    /// <summary>The calendar that known-at instants and completeness rest on; null where none was used.</summary>
    public required SnapshotCalendar? Calendar { get; init; }

    /// <summary>Every source that stated something, in ordinal order.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Partitions by the name of their <see cref="ObservedDataset"/>; the later a partition stands, the later it came.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<SnapshotPartition>> Datasets { get; init; }

    /// <summary>What the quality gate said; null where it was not asked.</summary>
    public required SnapshotQuality? Quality { get; init; }

    /// <summary>Why the data are less than they should be, a sentence each; empty where nothing is wrong.</summary>
    public required IReadOnlyList<string> Degraded { get; init; }

    /// <summary>The same, each tied to what it is about; null where nothing is wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SnapshotReserve>? Reserves { get; init; }

    /// <summary>True where any of it comes from a generated market.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>The partitions of a kind of table; none where the snapshot has nothing of that kind.</summary>
    public IReadOnlyList<SnapshotPartition> Partitions(ObservedDataset dataset) =>
        Datasets.TryGetValue(dataset.Name, out var partitions) ? partitions : [];

    /// <summary>Keeps the document.</summary>
    public ArtifactRef Keep(IArtifactStore store) =>
        store.PutJson(MarketDataSchemas.Snapshot, this, new ArtifactMarks(Synthetic, DryRun: false));

    /// <summary>Reads a document that <see cref="Keep"/> wrote.</summary>
    /// <exception cref="ArtifactException">It is not in the store, is damaged, or is not a snapshot.</exception>
    public static Snapshot Read(IArtifactStore store, ArtifactRef reference) => store.ReadJson<Snapshot>(reference);
}
