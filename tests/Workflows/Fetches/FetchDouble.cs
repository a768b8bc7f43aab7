using System.Collections.Concurrent;
using System.Globalization;
using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Runs;
using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Tests.Workflows.Fetches;

/// <summary>Stands in for a home whose sources answer so many items an hour. An item that was answered stays answered.</summary>
internal sealed class FetchDouble(TimeProvider clock) : IRunActivities, IFetchActivities, ISnapshotWriteActivities
{
    private readonly ConcurrentQueue<string> calls = new();
    private readonly ConcurrentDictionary<int, int> answered = new();

    /// <summary>What ran, in order.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    public int Batches { get; set; } = 2;

    public int ItemsOfBatch { get; set; } = 4;

    /// <summary>Items of a batch that a round answers.</summary>
    public int PerRound { get; set; } = 4;

    /// <summary>Whether what is missing waits for quota; else for a source that rests.</summary>
    public bool WaitsForQuota { get; set; } = true;

    public bool HasNews { get; set; } = true;

    public string Commit { get; set; } = CommitOutcomes.Committed;

    public CommitSnapshot? Committed { get; private set; }

    [Activity]
    public Task<OpenedRun> OpenRunAsync(OpenRun request) =>
        Task.FromResult(new OpenedRun(new Stage(request.RunId, Reference("assay.configuration/1"), false, false), "2026-01-05", null));

    [Activity]
    public Task<PlannedFetch> PlanFetchAsync(PlanFetch request)
    {
        calls.Enqueue("plan");
        return Task.FromResult(new PlannedFetch(Reference("assay.fetch.plan/1"), Batches * ItemsOfBatch, Batches, 3, ["a word"]));
    }

    [Activity]
    public Task<FetchBatchResult> FetchBatchAsync(FetchBatch request)
    {
        var now = answered.AddOrUpdate(request.Number, Math.Min(PerRound, ItemsOfBatch), (_, before) => Math.Min(before + PerRound, ItemsOfBatch));
        var deferred = ItemsOfBatch - now;
        calls.Enqueue(string.Create(CultureInfo.InvariantCulture, $"batch {request.Number}: {now}"));
        return Task.FromResult(new FetchBatchResult(
            Reference("assay.fetch.batch/1"), now, deferred, 0, deferred > 0 ? clock.GetUtcNow().AddHours(1) : null, deferred > 0 && WaitsForQuota));
    }

    [Activity]
    public Task<FetchSettled> SettleFetchAsync(SettleFetch request)
    {
        var all = answered.Values.Sum();
        calls.Enqueue(string.Create(CultureInfo.InvariantCulture, $"settle {request.Batches.Count} batches"));
        return Task.FromResult(new FetchSettled(
            Reference("assay.fetch/1"),
            all > 0 && HasNews ? [new ObservedPart(Reference("assay.observed.bars/1"), [])] : [],
            all,
            1,
            [],
            all < Batches * ItemsOfBatch ? ["Fetch: some must wait."] : [],
            ["Fetch: earlier."],
            clock.GetUtcNow()));
    }

    [Activity]
    public Task<CommittedSnapshot> CommitSnapshotAsync(CommitSnapshot request)
    {
        calls.Enqueue("commit");
        Committed = request;
        return Task.FromResult(new CommittedSnapshot(Commit, request.Name, Reference("assay.snapshot/1"), 7, [new DatasetRows("bars", 9, 8)], "pass", [], null, request.Degraded));
    }

    [Activity]
    public Task<MovedWatermarks> MoveWatermarksAsync(MoveWatermarks request)
    {
        calls.Enqueue($"watermarks of {(request.Snapshot is null ? "the present" : $"{request.Sequence}")}");
        return Task.FromResult(new MovedWatermarks(1, 1));
    }

    private static ArtifactRef Reference(string schema) => new(new string('f', 64), schema, 1);
}
