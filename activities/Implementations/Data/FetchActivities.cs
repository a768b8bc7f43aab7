using Assay.Activities.Contracts.Data;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Memo;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Refresh;
using Temporalio.Activities;

namespace Assay.Activities.Data;

/// <inheritdoc cref="IFetchActivities"/>
/// <param name="runner">Keeps answers and documents.</param>
/// <param name="home">The home.</param>
/// <param name="files">Writes the watermarks.</param>
/// <param name="sources">Where to ask.</param>
/// <param name="time">The clock of quotas and waits.</param>
public sealed class FetchActivities(StageRunner runner, string home, HomeFiles files, FetchSources sources, TimeProvider time) : IFetchActivities
{
    private const string Records = "data/fetch.json";

    /// <inheritdoc/>
    [Activity]
    public Task<PlannedFetch> PlanFetchAsync(PlanFetch request) => runner.EffectAsync(nameof(PlanFetch), request.Request.Name, _ =>
    {
        var plan = new FetchPreparation(home, runner.Store, sources, new MemoStore(runner.Store, _ => { })).Plan(request.Request, request.AsOf);
        var kept = runner.Keep(request.Stage).PutJson(MarketDataSchemas.FetchPlan, plan);
        return new PlannedFetch(kept, plan.Items.Count, plan.Batches.Count, plan.UpToDate, plan.Notes, plan.Refused.Count, [.. plan.EndsEarly.Select(end => end.Symbol)]);
    });

    /// <inheritdoc/>
    [Activity]
    public Task<FetchBatchResult> FetchBatchAsync(FetchBatch request)
    {
        var context = ActivityExecutionContext.Current;
        var plan = runner.Store.ReadJson<FetchPlan>(request.Plan);
        var items = plan.Batch(request.Number);
        return runner.EffectAsync(nameof(FetchBatch), $"{request.Number + 1} of {plan.Batches.Count}", _ =>
        {
            using var desk = SourceDesk.Open(home, sources.Configuration(), CalendarOf(plan), sources.Keys, time, sources.Loggers);
            var fetched = new FetchRound(runner.Store, desk, context.Info.WorkflowRunId!)
                .FetchAsync(items, done => context.Heartbeat($"{done} of {items.Count}"), context.CancellationToken)
                .GetAwaiter().GetResult();
            FetchedItem[] deferred = [.. fetched.Items.Where(item => item.IsDeferred)];
            return new FetchBatchResult(
                runner.Keep(request.Stage).PutJson(FetchedBatch.SchemaId, fetched),
                fetched.Items.Count(item => item.Provenance.Outcome is FetchOutcome.Complete or FetchOutcome.Degraded),
                deferred.Length,
                fetched.Items.Count(item => item.Provenance.Outcome == FetchOutcome.Failed),
                deferred.Min(item => item.Provenance.ResumeAt),
                deferred.Any(item => item.WaitsForQuota));
        });
    }

    /// <inheritdoc/>
    [Activity]
    public Task<FetchSettled> SettleFetchAsync(SettleFetch request) => runner.EffectAsync(nameof(SettleFetch), string.Empty, _ =>
    {
        var plan = runner.Store.ReadJson<FetchPlan>(request.Plan);
        FetchedBatch[] batches = [.. request.Batches.Select(batch => runner.Store.ReadJson<FetchedBatch>(batch))];
        FetchedItem[] items = [.. batches.SelectMany(batch => batch.Items)];
        var configuration = sources.Configuration();
        var snapshot = SnapshotCatalog.Find(home, plan.Name) is { } pointer ? Snapshot.Read(runner.Store, pointer.Snapshot) : null;
        var held = new HeldFetches(runner.Store, plan.Name, plan.Refused);
        var settled = new FetchSettlement(runner.Store, CalendarOf(plan), configuration.Reconciliation.Tolerance, configuration.Fetch).Settle(plan, batches, held.Over(snapshot));
        var from = FromWhom(items);
        var keep = runner.Keep(request.Stage);
        ArtifactRef[] tables = [.. settled.Tables.Select(table => keep.PutTable(ObservedOrder.Arrange(table)))];
        var (reserves, changesReserves) = Reserves(keep, snapshot, held, settled.Reserves);
        var record = keep.PutJson(FetchRecord.SchemaId, new FetchRecord(
            request.Plan,
            request.Batches,
            HeldFetches.Together(held.Marks, settled.Marks),
            from,
            settled.Corrections,
            settled.Degraded,
            settled.FetchedAt,
            [.. held.Parts.Select(part => part.Table), .. tables],
            reserves,
            held.References));
        runner.Show(request.Stage, nameof(SettleFetch), [new NamedArtifact(Records, record)], [request.Plan, .. request.Batches]);
        return new FetchSettled(
            record,
            [.. held.Parts.Select(part => new ObservedPart(part.Table, [part.Origin])), .. tables.Select(table => new ObservedPart(table, [record]))],
            items.Count(item => item.Provenance.Outcome is FetchOutcome.Complete or FetchOutcome.Degraded),
            settled.Corrections,
            from,
            settled.Degraded,
            settled.FetchedAt,
            reserves,
            changesReserves);
    });

    /// <inheritdoc/>
    [Activity]
    public Task<MovedWatermarks> MoveWatermarksAsync(MoveWatermarks request)
    {
        var cancellation = ActivityExecutionContext.Current.CancellationToken;
        return runner.EffectAsync(nameof(MoveWatermarks), request.Name, _ =>
        {
            var record = runner.Store.ReadJson<FetchRecord>(request.Record);
            new RefusedFile(home, files).ChangeAsync(request.Name, [request.Record, .. record.Refused ?? []], null, time, cancellation).GetAwaiter().GetResult();
            if (record.Watermarks.Count == 0 || SnapshotCatalog.Find(home, request.Name) is not { } pointer)
            {
                return new MovedWatermarks(0, 0);
            }

            var plan = runner.Store.ReadJson<FetchPlan>(record.Plan);
            var present = WatermarkFile.Read(home, request.Name).Document is null ? Told(request.Name, plan, pointer) : [];
            var document = new WatermarkFile(home, files).MoveAsync(
                request.Name,
                request.Snapshot is null ? pointer.Sequence : request.Sequence,
                request.Snapshot ?? pointer.Snapshot,
                record.Watermarks,
                present,
                time,
                cancellation).GetAwaiter().GetResult();
            return new MovedWatermarks(document.Version, record.Watermarks.Count);
        });
    }

    /// <inheritdoc/>
    [Activity]
    public Task<int> KeepRefusedAsync(KeepRefused request)
    {
        var cancellation = ActivityExecutionContext.Current.CancellationToken;
        return runner.EffectAsync(nameof(KeepRefused), request.Name, _ =>
        {
            var record = runner.Store.ReadJson<FetchRecord>(request.Record);
            new RefusedFile(home, files).ChangeAsync(request.Name, record.Refused ?? [], request.Record, time, cancellation).GetAwaiter().GetResult();
            return record.Parts?.Count ?? 0;
        });
    }

    /// <summary>What this fetch and those before it change in the snapshot's reserves, kept where it is anything at all.</summary>
    private static (IReadOnlyList<ArtifactRef>? Kept, bool Changes) Reserves(StageStore keep, Snapshot? snapshot, HeldFetches held, ReserveUpdate update)
    {
        var before = SnapshotReserves.Of(snapshot);
        if (before.Count == 0 && update.Reserves.Count == 0 && held.Reserves.Count == 0)
        {
            return (null, false);
        }

        var changes = snapshot is not null && !SnapshotReserves.AreTheSame(before, SnapshotReserves.After(before, [update]));
        return ([.. held.Reserves, keep.PutJson(MarketDataSchemas.SnapshotReserves, update)], changes);
    }

    /// <summary>The marks to begin with where the file has none: those of the partitions, but for what this fetch asked for.</summary>
    private IReadOnlyList<Watermark> Told(string name, FetchPlan plan, SnapshotPointer pointer)
    {
        var snapshot = Snapshot.Read(runner.Store, pointer.Snapshot);
        var presence = BarPresence.Read(runner.Store, snapshot, CalendarOf(plan));
        var state = WatermarkState.Of(new WatermarkReading(null, null), WatermarkFile.PathIn(home, name), runner.Store, snapshot, presence, plan.Horizon.Day);
        return [.. state.Marks.Values];
    }

    private ExchangeCalendar CalendarOf(FetchPlan plan) => sources.Calendars().Find(plan.Calendar);

    private static List<FetchedFrom> FromWhom(FetchedItem[] items) => [.. items
        .SelectMany(item => item.Provenance.Attempts.Where(attempt => attempt.Failure is null || attempt.Rows > 0).Select(attempt => (item.Item.Dataset, item.Item.Key, attempt.Source, attempt.Rows)))
        .GroupBy(entry => (entry.Dataset, entry.Source))
        .OrderBy(group => group.Key.Dataset, StringComparer.Ordinal).ThenBy(group => group.Key.Source, StringComparer.Ordinal)
        .Select(group => new FetchedFrom(group.Key.Dataset, group.Key.Source, group.Select(entry => entry.Key).Distinct(StringComparer.Ordinal).Count(), group.Sum(entry => (long)entry.Rows)))];
}
