using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.MarketData;
using Assay.MarketData.PointInTime;
using Temporalio.Activities;

namespace Assay.Activities.Data;

/// <inheritdoc cref="ISnapshotHomeActivities"/>
/// <param name="runner">Keeps the answer.</param>
/// <param name="home">The home.</param>
public sealed class SnapshotHomeActivities(StageRunner runner, string home) : ISnapshotHomeActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<FoundSnapshot> FindSnapshotAsync(FindSnapshot request) => runner.EffectAsync(nameof(FindSnapshot), request.Named.Name, _ =>
    {
        var (name, adjustment) = request.Named;
        var pointer = SnapshotName.IsValid(name) ? SnapshotCatalog.Find(home, name) : null;
        return pointer is null
            ? throw new MarketDataException($"The home {home} has no snapshot '{name}'; make one with 'assay data import' or 'assay data fetch'.")
            : new FoundSnapshot(
                new SnapshotRequest(pointer.Snapshot, request.AsOf, adjustment), Snapshot.Read(runner.Store, pointer.Snapshot).Synthetic);
    });
}
