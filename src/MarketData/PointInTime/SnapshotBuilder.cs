using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>
/// Makes a snapshot: the partitions of its parent, and those appended to it. What is appended stands in small partitions of its own, so that
/// a day costs the writing of a day; as they grow many, equals are merged (<see cref="PartitionTiers"/>), by a rule that looks at nothing but
/// the partitions themselves. Nothing is written before <see cref="Build"/>.
/// </summary>
public sealed class SnapshotBuilder
{
    private readonly IArtifactStore store;
    private readonly ArtifactRef? parentReference;
    private readonly Snapshot? parent;
    private readonly string name;
    private readonly bool synthetic;
    private readonly SortedDictionary<string, List<PendingPartition>> pending = new(StringComparer.Ordinal);

    /// <summary>The first snapshot of a name.</summary>
    /// <param name="store">Where partitions are kept.</param>
    /// <param name="name">Letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="synthetic">True where any of it comes from a generated market.</param>
    public SnapshotBuilder(IArtifactStore store, string name, bool synthetic)
    {
        this.store = store;
        this.name = SnapshotName.Check(name);
        this.synthetic = synthetic;
        Reserves = [];
    }

    /// <summary>A snapshot that adds to another. Calendar and reasons of degradation are the parent's, unless set anew; the verdict is not.</summary>
    /// <param name="store">Where partitions are kept.</param>
    /// <param name="parent">The snapshot added to.</param>
    public SnapshotBuilder(IArtifactStore store, ArtifactRef parent)
    {
        this.store = store;
        parentReference = parent;
        this.parent = Snapshot.Read(store, parent);
        name = this.parent.Name;
        synthetic = this.parent.Synthetic;
        Calendar = this.parent.Calendar;
        Reserves = SnapshotReserves.Of(this.parent);
        foreach (var (dataset, partitions) in this.parent.Datasets)
        {
            pending.Add(dataset, [.. partitions.Select(partition => new PendingPartition(partition))]);
        }
    }

    public SnapshotCalendar? Calendar { get; set; }

    public SnapshotQuality? Quality { get; set; }

    /// <summary>Why the data are less than they should be.</summary>
    public IReadOnlyList<SnapshotReserve> Reserves { get; set; }

    /// <summary>Adds rows; a table without rows adds nothing.</summary>
    /// <param name="observed">An observed table, in any order; its schema says its kind.</param>
    /// <param name="origins">The bytes the rows were read from, where they are kept.</param>
    /// <param name="fetchedAt">When a source gave them; null for a file.</param>
    /// <param name="kept">Where the table stands in the store already, with the marks of the snapshot, so that it need not be written again; null where it does not.</param>
    public SnapshotBuilder Append(Table observed, IReadOnlyList<ArtifactRef>? origins = null, DateTimeOffset? fetchedAt = null, ArtifactRef? kept = null)
    {
        var dataset = ObservedDataset.OfSchema(observed.SchemaId);
        var table = ObservedOrder.Arrange(observed);
        if (table.RowCount == 0)
        {
            return this;
        }

        if (!pending.TryGetValue(dataset.Name, out var partitions))
        {
            partitions = [];
            pending.Add(dataset.Name, partitions);
        }

        foreach (var slice in YearSlices.Of(table))
        {
            partitions.Add(new PendingPartition(slice, dataset, origins ?? [], fetchedAt, stored: ReferenceEquals(slice, observed) ? kept : null));
        }

        return this;
    }

    /// <summary>Merges, writes what is new, and gives the document; <see cref="Snapshot.Keep"/> stores it.</summary>
    /// <param name="knownThrough">What the sources had published up to then is in it; by default the greatest known-at, or the parent's instant if later.</param>
    /// <exception cref="ArgumentException">The instant lies before the parent's.</exception>
    public Snapshot Build(DateTimeOffset? knownThrough = null)
    {
        var datasets = new SortedDictionary<string, IReadOnlyList<SnapshotPartition>>(StringComparer.Ordinal);
        var marks = new ArtifactMarks(synthetic, DryRun: false);
        foreach (var (dataset, partitions) in pending)
        {
            var merged = PartitionTiers.Merge(store, ObservedDataset.OfName(dataset), partitions);
            datasets.Add(dataset, [.. merged.Select(partition => partition.Keep(store, marks))]);
        }

        var all = datasets.Values.SelectMany(partitions => partitions).ToList();
        if (all.Count == 0)
        {
            throw new ArgumentException($"The snapshot {name} has no rows.", nameof(knownThrough));
        }

        var through = knownThrough ?? all.Max(partition => partition.LastKnownAt);
        if (parent is not null && through < parent.KnownThrough)
        {
            through = knownThrough is null
                ? parent.KnownThrough
                : throw new ArgumentException($"The snapshot {name} is known through {parent.KnownThrough:O} already, which is later than {through:O}.", nameof(knownThrough));
        }

        return new Snapshot
        {
            Name = name,
            Sequence = (parent?.Sequence ?? 0) + 1,
            Parent = parentReference,
            KnownThrough = through.ToUniversalTime(),
            Calendar = Calendar,
            Sources = [.. all.SelectMany(partition => partition.Sources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Datasets = datasets,
            Quality = Quality,
            Degraded = SnapshotReserves.Sentences(Reserves),
            Reserves = Reserves.Count == 0 ? null : Reserves,
            Synthetic = synthetic,
        };
    }
}
