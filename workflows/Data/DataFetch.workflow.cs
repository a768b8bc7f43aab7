using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Runs;
using Assay.Domain;
using Assay.Workflows.Jobs;
using Temporalio.Workflows;

namespace Assay.Workflows.Data;

/// <summary>
/// Fetches what is new into a snapshot: plan, batches of symbols one after the other, what of the answers was not known, commit, and only then the
/// watermarks. What waits for quota waits here by a timer, so that a process may end meanwhile; after the patience asked for the rest is committed as it
/// is, degraded.
/// </summary>
[Workflow]
public sealed class DataFetch
{
    private const string KeepsRefused = "fetch-keeps-refused";
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(5);

    private FetchProgress progress = new(0, 0, 0, null);
    private TimeSpan patience;

    [WorkflowRun]
    public async Task<DataFetchResult> RunAsync(DataFetchInput input)
    {
        var request = input.Request;
        var asOf = new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
        RunLabels.Begin(RunStages.Data, asOf, dryRun: false);
        var runId = Job.RunIdOf(Workflow.Info.WorkflowId);
        var opened = await Workflow.ExecuteActivityAsync(
            (IRunActivities activities) => activities.OpenRunAsync(new OpenRun(runId, false, false, asOf, null, request.Exchange)),
            ActivityProfiles.ShortAtHome("freeze the settings"));
        var stage = opened.Stage;
        var plan = await Workflow.ExecuteActivityAsync(
            (IFetchActivities activities) => activities.PlanFetchAsync(new PlanFetch(stage, request, asOf)),
            ActivityProfiles.ShortAtHome("settle what is to be asked for"));
        var result = new DataFetchResult(
            runId, FetchOutcomes.Unchanged, request.Name, null, 0, plan.Items, 0, plan.UpToDate, [], 0, [], [], null, [], null, null, plan.Notes, plan.EndsEarly);
        if (plan.Items == 0 && plan.Refused == 0)
        {
            return End(result, $"nothing new can be had: {plan.UpToDate} are up to date");
        }

        patience = TimeSpan.FromHours(request.WaitHours);
        var batches = new List<ArtifactRef>();
        for (var number = 0; number < plan.Batches; number++)
        {
            progress = new FetchProgress(plan.Batches, number, 0, null);
            batches.Add(await FetchAsync(stage, plan, number, request.WaitForRest));
        }

        progress = new FetchProgress(plan.Batches, plan.Batches, 0, null);
        var settled = await Workflow.ExecuteActivityAsync(
            (IFetchActivities activities) => activities.SettleFetchAsync(new SettleFetch(stage, plan.Plan, batches)),
            ActivityProfiles.LongAtHome("tell what of the answers is new"));
        result = result with
        {
            Answered = settled.Answered,
            Corrections = settled.Corrections,
            From = settled.From,
            Degraded = settled.Degraded,
            Record = settled.Record,
        };
        if (settled.Parts.Count == 0 && !(settled.ChangesReserves && (settled.Answered > 0 || settled.Degraded.Count == 0)))
        {
            return await EndWithoutNewsAsync(result, settled);
        }

        return await CommitAsync(result, stage, request, settled);
    }

    /// <summary>How far it is.</summary>
    [WorkflowQuery]
    public FetchProgress Progress() => progress;

    /// <summary>
    /// One batch, again after each wait until nothing of it waits any more or the patience is over. Items that were answered are not asked for again.
    /// </summary>
    private async Task<ArtifactRef> FetchAsync(Stage stage, PlannedFetch plan, int number, bool waitForRest)
    {
        while (true)
        {
            var fetched = await Workflow.ExecuteActivityAsync(
                (IFetchActivities activities) => activities.FetchBatchAsync(new FetchBatch(stage, plan.Plan, number)),
                ActivityProfiles.LongAtHome($"fetch batch {number + 1} of {plan.Batches}"));
            if (fetched.ResumeAt is not { } resumeAt || !(fetched.WaitsForQuota || waitForRest))
            {
                return fetched.Batch;
            }

            var wait = resumeAt - new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
            wait = wait < ShortestWait ? ShortestWait : wait;
            if (wait > patience)
            {
                patience = TimeSpan.Zero;
                return fetched.Batch;
            }

            patience -= wait;
            progress = progress with { Deferred = fetched.Deferred, WaitingUntil = resumeAt };
            await Workflow.DelayWithOptionsAsync(new DelayOptions(wait, $"{fetched.Deferred} wait for quota"));
            progress = progress with { Deferred = 0, WaitingUntil = null };
        }
    }

    private static async Task<DataFetchResult> EndWithoutNewsAsync(DataFetchResult result, FetchSettled settled)
    {
        if (settled.Answered == 0 && settled.Degraded.Count > 0)
        {
            return End(result with { Outcome = FetchOutcomes.NoData }, $"no data: {settled.Degraded[0]}");
        }

        _ = await MoveAsync(result.Name, settled.Record, null, 0);
        return End(result, $"{settled.Answered} answers, nothing in them that was not known");
    }

    private static async Task<DataFetchResult> CommitAsync(DataFetchResult result, Stage stage, FetchRequest request, FetchSettled settled)
    {
        // Who asks for days of the past does not ask for fresh data.
        DateTimeOffset? due = request.To is null ? settled.FetchedAt : null;
        var committed = await Workflow.ExecuteActivityAsync(
            (ISnapshotWriteActivities activities) => activities.CommitSnapshotAsync(new CommitSnapshot(
                stage,
                request.Name,
                settled.Parts,
                settled.FetchedAt,
                settled.FetchedAt,
                request.Exchange,
                Array.Empty<string>(),
                settled.FetchedAt,
                request.AcceptFailing,
                settled.Reserves,
                due)),
            ActivityProfiles.LongAtHome("add to the snapshot and have it judged"));
        result = result with
        {
            Outcome = committed.Outcome switch
            {
                CommitOutcomes.Refused => FetchOutcomes.Refused,
                CommitOutcomes.Unchanged => FetchOutcomes.Unchanged,
                _ => settled.Degraded.Count > 0 ? FetchOutcomes.Degraded : FetchOutcomes.Committed,
            },
            Snapshot = committed.Snapshot,
            Sequence = committed.Sequence,
            Rows = committed.Rows,
            Verdict = committed.Verdict,
            Reasons = committed.Reasons,
            Report = committed.Report,
            Page = committed.Page,
        };
        if (string.Equals(committed.Outcome, CommitOutcomes.Refused, StringComparison.Ordinal))
        {
            // What came cost quota: the next fetch takes it up.
            if (Workflow.Patched(KeepsRefused))
            {
                _ = await Workflow.ExecuteActivityAsync(
                    (IFetchActivities activities) => activities.KeepRefusedAsync(new KeepRefused(request.Name, settled.Record)),
                    ActivityProfiles.ShortAtHome("keep what the quality gate refused"));
            }

            return End(result, $"the data fail the quality gate: {string.Join(' ', committed.Reasons)}");
        }

        _ = await MoveAsync(request.Name, settled.Record, committed.Snapshot, committed.Sequence);
        var added = committed.Rows.Sum(kind => kind.Added);
        return End(result, FormattableString.Invariant($"number {committed.Sequence}: {added} rows new, {settled.Corrections} of them corrections, quality {committed.Verdict ?? "not judged"}"));
    }

    private static Task<MovedWatermarks> MoveAsync(string name, ArtifactRef record, ArtifactRef? snapshot, int sequence) => Workflow.ExecuteActivityAsync(
        (IFetchActivities activities) => activities.MoveWatermarksAsync(new MoveWatermarks(name, record, snapshot, sequence)),
        ActivityProfiles.ShortAtHome("move the watermarks"));

    private static DataFetchResult End(DataFetchResult result, string sentence)
    {
        RunLabels.Outcome($"{result.Outcome}: {sentence}");
        return result;
    }
}
