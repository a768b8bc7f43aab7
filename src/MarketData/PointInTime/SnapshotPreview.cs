using Assay.Artifacts;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>A snapshot as it would be with tables that stand in the store and in no snapshot. Nothing is written or judged.</summary>
public static class SnapshotPreview
{
    /// <param name="store">Where the tables are.</param>
    /// <param name="name">Name of the snapshot.</param>
    /// <param name="present">The snapshot that they would be added to; null for none.</param>
    /// <param name="tables">Observed tables, arranged and with rows; they came in this order.</param>
    public static Snapshot With(IArtifactStore store, string name, Snapshot? present, IReadOnlyList<ArtifactRef> tables)
    {
        var datasets = new SortedDictionary<string, IReadOnlyList<SnapshotPartition>>(StringComparer.Ordinal);
        foreach (var (dataset, partitions) in present?.Datasets ?? new Dictionary<string, IReadOnlyList<SnapshotPartition>>())
        {
            datasets.Add(dataset, partitions);
        }

        foreach (var reference in tables)
        {
            var dataset = ObservedDataset.OfSchema(reference.Schema);
            var partition = new PendingPartition(store.ReadTable(reference), dataset, [], null, stored: reference).Keep(store, new ArtifactMarks(false, DryRun: false));
            datasets[dataset.Name] = [.. datasets.GetValueOrDefault(dataset.Name) ?? [], partition];
        }

        return new Snapshot
        {
            Name = name,
            Sequence = (present?.Sequence ?? 0) + 1,
            Parent = null,
            KnownThrough = DateTimeOffset.MaxValue,
            Calendar = present?.Calendar,
            Sources = present?.Sources ?? [],
            Datasets = datasets,
            Quality = null,
            Degraded = [],
            Synthetic = present?.Synthetic ?? false,
        };
    }
}
