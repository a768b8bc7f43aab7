using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>
/// Reads a snapshot as of an instant T: per date and keys the statement with the greatest known-at ≤ T, and nothing where that one takes
/// back what was said. Of two known since the same instant the one of the later partition holds. What became known after T changes nothing.
/// </summary>
public sealed class SnapshotReader
{
    private readonly IArtifactStore store;
    private readonly IReadOnlyDictionary<ArtifactRef, Table> atHand;

    /// <param name="store">Holds the partitions.</param>
    /// <param name="snapshot">What is read.</param>
    /// <param name="atHand">Partitions that the caller has read whole already; null for none.</param>
    public SnapshotReader(IArtifactStore store, Snapshot snapshot, IReadOnlyDictionary<ArtifactRef, Table>? atHand = null)
    {
        this.store = store;
        this.atHand = atHand ?? new Dictionary<ArtifactRef, Table>();
        Snapshot = snapshot;
    }

    public Snapshot Snapshot { get; }

    /// <exception cref="ArtifactException">The snapshot is not in the store, is damaged, or is none.</exception>
    public static SnapshotReader Open(IArtifactStore store, ArtifactRef snapshot) => new(store, Snapshot.Read(store, snapshot));

    /// <summary>What was known at an instant.</summary>
    /// <param name="dataset">Kind of table.</param>
    /// <param name="asOf">The instant T.</param>
    /// <param name="span">Dates of events.</param>
    /// <param name="columns">Columns wanted, in this order; all by default.</param>
    /// <returns>
    /// The observed schema with these columns, sorted by date and keys. Usually one row per date and keys; where one source said several
    /// things about them at once, all of these. No row is a retraction.
    /// </returns>
    public Table Read(ObservedDataset dataset, DateTimeOffset asOf, DateSpan span = default, IReadOnlyList<string>? columns = null)
    {
        var parts = Load(dataset, span, columns ?? dataset.Columns, InstantColumn.MicrosecondsOf(asOf));
        return parts.Gather(parts.KnownAt(InstantColumn.MicrosecondsOf(asOf)), columns ?? dataset.Columns);
    }

    /// <summary>Every statement ever made, retractions included, sorted by date, keys, known-at and partition.</summary>
    /// <param name="dataset">Kind of table.</param>
    /// <param name="span">Dates of events.</param>
    public Table History(ObservedDataset dataset, DateSpan span = default)
    {
        var parts = Load(dataset, span, dataset.Columns, long.MaxValue);
        return parts.Gather(parts.Everything(), dataset.Columns);
    }

    /// <summary>
    /// Every statement that a read may give at some instant, retractions included, sorted by date, keys and known-at; unlike <see cref="History"/>
    /// without those that a later partition replaced from the same instant on.
    /// </summary>
    /// <param name="dataset">Kind of table.</param>
    /// <param name="span">Dates of events.</param>
    public Table Statements(ObservedDataset dataset, DateSpan span = default)
    {
        var parts = Load(dataset, span, dataset.Columns, long.MaxValue);
        return parts.Gather(parts.EverythingSeen(), dataset.Columns);
    }

    /// <summary>The bars known at an instant, as the quality gate takes them: schema <c>assay.bars.raw/1</c>.</summary>
    public Table RawBars(DateTimeOffset asOf, DateSpan span = default) => ObservedBars.ToRaw(Read(
        ObservedDataset.Bars, asOf, span, [BarColumns.Date, ObservedDataset.Symbol, .. BarColumns.NumberNames, ObservedDataset.Line]));

    /// <summary>The membership known at an instant, as the universe takes it (<c>assay.membership/1</c>); null where the snapshot has none.</summary>
    public Table? Membership(DateTimeOffset asOf)
    {
        var dataset = ObservedDataset.Membership;
        if (Snapshot.Partitions(dataset).Count == 0)
        {
            return null;
        }

        var known = Read(dataset, asOf, default, [dataset.Date, ObservedDataset.Symbol, .. dataset.Texts]);
        return known.RowCount == 0 ? null : ObservedMembership.ToMembership(known);
    }

    private PartitionMerge Load(ObservedDataset dataset, DateSpan span, IReadOnlyList<string> columns, long asOf)
    {
        string[] needed = [.. columns.Union([dataset.Date, .. dataset.Keys, ObservedDataset.KnownAt, ObservedDataset.Retracted], StringComparer.Ordinal)];
        ArtifactRef[] partitions = [.. Snapshot.Partitions(dataset)
            .Where(partition => span.Touches(partition) && InstantColumn.MicrosecondsOf(partition.FirstKnownAt) <= asOf)
            .Select(partition => partition.Table)];
        ArtifactRef[] toRead = [.. partitions.Where(partition => !atHand.ContainsKey(partition))];
        var read = new Queue<Table>(toRead.Length == 0 ? [] : store.ReadTables(toRead, needed, new DateFilter(dataset.Date, span.First, span.Last)));
        return new PartitionMerge(dataset, [.. partitions.Select(partition => atHand.TryGetValue(partition, out var table) ? table : read.Dequeue())], span);
    }
}
