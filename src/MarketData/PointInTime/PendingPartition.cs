using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>A partition of a snapshot in the making: one of the parent, in the store, or a new one, in memory.</summary>
internal sealed class PendingPartition
{
    private readonly SnapshotPartition? kept;
    private readonly Table? table;
    private readonly ObservedDataset? dataset;
    private readonly IReadOnlyList<ArtifactRef> origins;
    private readonly DateTimeOffset? fetchedAt;
    private readonly ArtifactRef? stored;

    public PendingPartition(SnapshotPartition kept)
    {
        this.kept = kept;
        Rows = kept.Rows;
        FirstYear = kept.FirstDate.ToDateOnly().Year;
        Parts = kept.Parts;
        origins = kept.Origins;
        fetchedAt = kept.FetchedAt;
    }

    public PendingPartition(Table table, ObservedDataset dataset, IReadOnlyList<ArtifactRef> origins, DateTimeOffset? fetchedAt, int parts = 1, ArtifactRef? stored = null)
    {
        this.stored = stored;
        this.table = table;
        this.dataset = dataset;
        this.origins = origins;
        this.fetchedAt = fetchedAt;
        Rows = table.RowCount;
        FirstYear = new TradingDate(table.Date(dataset.Date)[0]).ToDateOnly().Year;
        Parts = parts;
    }

    /// <summary>True for one that is not in the parent.</summary>
    public bool IsNew => kept is null;

    public long Rows { get; }

    /// <summary>Year of the earliest date.</summary>
    public int FirstYear { get; }

    public int Parts { get; }

    /// <summary>
    /// One partition of several, in their order. Where the bytes came from is said by the snapshots in which the parts still stood; carrying it on would
    /// make every later document longer.
    /// </summary>
    public static PendingPartition Merge(IArtifactStore store, ObservedDataset dataset, IReadOnlyList<PendingPartition> partitions)
    {
        var kept = new Queue<Table>(store.ReadTables([.. partitions.Where(partition => !partition.IsNew).Select(partition => partition.kept!.Table)]));
        var merge = new PartitionMerge(dataset, [.. partitions.Select(partition => partition.table ?? kept.Dequeue())], DateSpan.All);
        return new PendingPartition(
            merge.Gather(merge.EverythingSeen(), dataset.Columns),
            dataset,
            [],
            partitions.Max(partition => partition.fetchedAt),
            partitions.Sum(partition => partition.Parts));
    }

    /// <summary>Puts the table into the store, where it is not there yet.</summary>
    public SnapshotPartition Keep(IArtifactStore store, ArtifactMarks marks)
    {
        if (kept is not null)
        {
            return kept;
        }

        var known = table!.Instant(ObservedDataset.KnownAt);
        var dates = table.Date(dataset!.Date);
        var sources = table.Text(ObservedDataset.Source);
        return new SnapshotPartition(
            stored ?? store.PutTable(table, marks),
            new TradingDate(dates[0]),
            new TradingDate(dates[^1]),
            InstantColumn.InstantOf(known.Min()),
            InstantColumn.InstantOf(known.Max()),
            [.. sources.Codes.Distinct().Select(code => sources.Dictionary[code]).Order(StringComparer.Ordinal)],
            origins,
            fetchedAt?.ToUniversalTime(),
            Parts);
    }
}
