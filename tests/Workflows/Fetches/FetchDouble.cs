using System.Collections.Concurrent;
using System.Globalization;
using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Runs;
using Assay.Domain;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Assay.Tests.Workflows.Fetches;

/// <summary>Stands in for a home whose sources answer so many items an hour. An item that was answered stays answered.</summary>
internal sealed class FetchDouble(TimeProvider clock) : IRunActivities, IFetchActivities, ISnapshotWriteActivities
{
    private readonly ConcurrentQueue<string> calls = new();
    private readonly ConcurrentDictionary<int, int> answered = new();
    private readonly ConcurrentQueue<PlanFetch> plans = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> begun = new();

    /// <summary>What ran, in order.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    /// <summary>What was planned, in order.</summary>
    public IReadOnlyList<PlanFetch> Plans => [.. plans];

    /// <summary>Why the plan of a number, from 1, cannot be made; null where it can.</summary>
    public Func<int, string?> Fails { get; set; } = _ => null;

    /// <summary>Called while a batch is fetched.</summary>
    public Func<Task> DuringBatch { get; set; } = () => Task.CompletedTask;

    public int Batches { get; set; } = 2;

    public int ItemsOfBatch { get; set; } = 4;

    /// <summary>Items of a batch that a round answers.</summary>
    public int PerRound { get; set; } = 4;

    /// <summary>Whether what is missing waits for quota; else for a source that rests.</summary>
    public bool WaitsForQuota { get; set; } = true;

    public bool HasNews { get; set; } = true;

    public bool ChangesReserves { get; set; }

    /// <summary>Refused fetches that the plan takes up.</summary>
    public int Refused { get; set; }

    public string Commit { get; set; } = CommitOutcomes.Committed;

    public CommitSnapshot? Committed { get; private set; }

    [Activity]
    public Task<OpenedRun> OpenRunAsync(OpenRun request) =>
        Task.FromResult(new OpenedRun(new Stage(request.RunId, Reference("assay.configuration/1"), false, false), "2026-01-05", null));

    /// <summary>Until so many fetches are over: the next has begun.</summary>
    public Task EndedAsync(int fetches) => Begun(fetches + 1).Task;

    [Activity]
    public Task<PlannedFetch> PlanFetchAsync(PlanFetch request)
    {
        calls.Enqueue("plan");
        plans.Enqueue(request);
        Begun(plans.Count).TrySetResult();
        if (Fails(plans.Count) is { } sentence)
        {
            throw new ApplicationFailureException(sentence, nonRetryable: true);
        }

        return Task.FromResult(new PlannedFetch(Reference("assay.fetch.plan/1"), Batches * ItemsOfBatch, Batches, 3, ["a word"], Refused));
    }

    [Activity]
    public async Task<FetchBatchResult> FetchBatchAsync(FetchBatch request)
    {
        await DuringBatch();
        var now = answered.AddOrUpdate(request.Number, Math.Min(PerRound, ItemsOfBatch), (_, before) => Math.Min(before + PerRound, ItemsOfBatch));
        var deferred = ItemsOfBatch - now;
        calls.Enqueue(string.Create(CultureInfo.InvariantCulture, $"batch {request.Number}: {now}"));
        return new FetchBatchResult(
            Reference("assay.fetch.batch/1"), now, deferred, 0, deferred > 0 ? clock.GetUtcNow().AddHours(1) : null, deferred > 0 && WaitsForQuota);
    }

    [Activity]
    public Task<FetchSettled> SettleFetchAsync(SettleFetch request)
    {
        var all = answered.Values.Sum();
        calls.Enqueue(string.Create(CultureInfo.InvariantCulture, $"settle {request.Batches.Count} batches"));
        return Task.FromResult(new FetchSettled(
            Reference("assay.fetch/1"),
            (all > 0 && HasNews) || Refused > 0 ? [new ObservedPart(Reference("assay.observed.bars/1"), [])] : [],
            all,
            1,
            [],
            all < Batches * ItemsOfBatch ? ["Fetch: some must wait."] : [],
            clock.GetUtcNow(),
            [Reference("assay.snapshot.reserves/1")],
            ChangesReserves));
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

    [Activity]
    public Task<int> KeepRefusedAsync(KeepRefused request)
    {
        calls.Enqueue("refused is kept");
        return Task.FromResult(1);
    }

    private TaskCompletionSource Begun(int number) => begun.GetOrAdd(number, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static ArtifactRef Reference(string schema) => new(new string('f', 64), schema, 1);
}
