using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.MarketData;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;
using Temporalio.Activities;

namespace Assay.Activities.Data;

/// <inheritdoc cref="ISnapshotActivities"/>
public sealed class SnapshotActivities(StageRunner runner) : ISnapshotActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<SnapshotReadResult> ReadSnapshotAsync(ReadSnapshot request)
    {
        var (snapshot, asOf, adjustment) = request.Request;
        return runner.PureAsync(new PureWork<SnapshotReadResult>
        {
            Stage = request.Stage,
            Activity = nameof(ReadSnapshot),
            Subject = string.Empty,
            Module = typeof(SnapshotReader),
            Parameters = new { asOf, adjustment },
            Inputs = request.Listed is { } listed ? [snapshot, listed] : [snapshot],
            Compute = _ => Read(request),
            Files = result =>
            [
                new NamedArtifact("data/snapshot.json", snapshot, []),
                new NamedArtifact("data/bars.raw.parquet", result.RawBars),
                .. result.Paid is { } paid ? new[] { new NamedArtifact("data/bars.paid.parquet", paid) } : [],
                .. result.Membership is { } membership && membership != request.Listed
                    ? new[] { new NamedArtifact(request.Listed is null ? "data/membership.parquet" : "data/membership.renamed.parquet", membership) }
                    : [],
            ],
        });
    }

    private SnapshotReadResult Read(ReadSnapshot request)
    {
        var (snapshot, asOf, adjustment) = request.Request;
        var reader = SnapshotReader.Open(runner.Store, snapshot);
        var bars = BarAdjustment.Read(reader, asOf, PriceAdjustments.Parse(adjustment));
        if (bars.Bars.RowCount == 0)
        {
            throw new MarketDataException($"The snapshot {reader.Snapshot.Name} knows no bar as of {asOf:O}; give a later --as-of.");
        }

        var keep = runner.Keep(request.Stage);
        var membership = request.Listed is { } listed ? runner.Store.ReadTable(listed) : reader.Membership(asOf);
        return new SnapshotReadResult(
            keep.PutTable(bars.Bars),
            membership is null ? null : keep.PutTable(bars.Symbols.Rename(membership)),
            [.. bars.Ignored.Select(action => $"{action.Kind} of {action.Symbol} on {action.ExDate}: {action.Reason}.")],
            bars.Paid is { } paid ? keep.PutTable(paid) : null);
    }
}
