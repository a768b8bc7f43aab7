using Assay.Activities.Contracts.Data;
using Assay.Artifacts;
using Assay.Cli.Commands;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Hosting;

/// <summary>Finds the snapshot that a person named among those of a home.</summary>
internal static class SnapshotFinder
{
    /// <summary>Where a name points to; nothing is opened or made.</summary>
    /// <param name="home">Absolute path of the home.</param>
    /// <param name="name">Null for the only one of the home.</param>
    /// <exception cref="MissingInputException">The home has no such snapshot.</exception>
    public static SnapshotPointer Pointer(string home, string? name)
    {
        var names = SnapshotCatalog.Names(home);
        if (names.Count == 0)
        {
            throw new MissingInputException($"The home {home} has no snapshot yet; make one with 'assay data import' or 'assay data fetch'.");
        }

        if (name is null && names.Count > 1)
        {
            throw new MissingInputException($"The home {home} has several snapshots ({string.Join(", ", names)}); choose one with --snapshot.");
        }

        return SnapshotCatalog.Find(home, name ?? names[0])
            ?? throw new MissingInputException($"The home {home} has no snapshot '{name}'; it has {string.Join(", ", names)}.");
    }

    /// <summary>The present snapshot of a name, or an earlier one.</summary>
    /// <exception cref="MissingInputException">There is no such number.</exception>
    public static (ArtifactRef Reference, Snapshot Snapshot) Find(SnapshotPointer pointer, IArtifactStore store, int? sequence)
    {
        foreach (var (reference, snapshot) in SnapshotCatalog.Lineage(store, pointer.Snapshot))
        {
            if (sequence is null || snapshot.Sequence == sequence)
            {
                return (reference, snapshot);
            }
        }

        throw new MissingInputException($"The snapshot {pointer.Name} has no number {sequence}; its latest is {pointer.Sequence}.");
    }

    /// <summary>What a run reads. Without an instant of its own it reads all that the snapshot knows, so that it can be run again and finds the same.</summary>
    public static (SnapshotRequest Request, Snapshot Snapshot) Resolve(string home, IArtifactStore store, SnapshotChoice choice, DateTimeOffset now)
    {
        var (reference, snapshot) = Find(Pointer(home, choice.Name), store, choice.Sequence);
        var asOf = choice.AsOf ?? (snapshot.KnownThrough < now ? snapshot.KnownThrough : now);
        return (new SnapshotRequest(reference, asOf, choice.Adjustment), snapshot);
    }
}
