using Assay.Activities.Contracts.Data;
using Assay.Artifacts;
using Assay.Cli.Commands;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Hosting;

/// <summary>Finds the snapshot that a person named among those of a home.</summary>
internal static class SnapshotFinder
{
    /// <exception cref="MissingInputException">The home has no such snapshot.</exception>
    public static (ArtifactRef Reference, Snapshot Snapshot) Find(string home, IArtifactStore store, string name, int? sequence)
    {
        if (SnapshotCatalog.Find(home, name) is not { } pointer)
        {
            var names = SnapshotCatalog.Names(home);
            throw new MissingInputException(names.Count == 0
                ? $"The home {home} has no snapshot yet; make one with 'assay data import' or 'assay data fetch'."
                : $"The home {home} has no snapshot '{name}'; it has {string.Join(", ", names)}.");
        }

        foreach (var (reference, snapshot) in SnapshotCatalog.Lineage(store, pointer.Snapshot))
        {
            if (sequence is null || snapshot.Sequence == sequence)
            {
                return (reference, snapshot);
            }
        }

        throw new MissingInputException($"The snapshot {name} has no number {sequence}; its latest is {pointer.Sequence}.");
    }

    /// <summary>What a run reads. Without an instant of its own it reads all that the snapshot knows, so that it can be run again and finds the same.</summary>
    public static (SnapshotRequest Request, Snapshot Snapshot) Resolve(string home, IArtifactStore store, SnapshotChoice choice, DateTimeOffset now)
    {
        var (reference, snapshot) = Find(home, store, choice.Name, choice.Sequence);
        var asOf = choice.AsOf ?? (snapshot.KnownThrough < now ? snapshot.KnownThrough : now);
        return (new SnapshotRequest(reference, asOf, choice.Adjustment), snapshot);
    }
}
