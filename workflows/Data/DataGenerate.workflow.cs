using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Runs;
using Temporalio.Workflows;

namespace Assay.Workflows.Data;

/// <summary>Makes a market and keeps it as a point-in-time snapshot, marked synthetic.</summary>
[Workflow]
public sealed class DataGenerate
{
    [WorkflowRun]
    public async Task<DataGenerateResult> RunAsync(DataGenerateInput input)
    {
        RunLabels.Begin(RunStages.Data, input.StatedAt, dryRun: false);
        var runId = Workflow.Info.WorkflowId;
        var opened = await Workflow.ExecuteActivityAsync(
            (IRunActivities activities) => activities.OpenRunAsync(new OpenRun(runId, true, false, input.StatedAt, null, null)),
            ActivityProfiles.ShortAtHome("freeze the settings"));
        var market = await Workflow.ExecuteActivityAsync(
            (IDataActivities activities) => activities.GenerateObservedMarketAsync(
                new GenerateObservedMarket(opened.Stage, input.Seed, input.SignalInformationCoefficient, input.WithDefects)),
            ActivityProfiles.Long("generate the market"));
        var commit = await Workflow.ExecuteActivityAsync(
            (ISnapshotWriteActivities activities) => activities.CommitSnapshotAsync(new CommitSnapshot(
                opened.Stage, input.Name, market.Parts, input.StatedAt, null, market.Calendar, new List<string>(), null, input.AcceptFailing)),
            ActivityProfiles.LongAtHome("make the snapshot"));
        RunLabels.Outcome(FormattableString.Invariant(
            $"snapshot {commit.Name}, number {commit.Sequence}, {commit.Outcome}, {commit.Rows.Sum(rows => rows.Added)} rows added, quality {commit.Verdict ?? "not asked"}"));
        return new DataGenerateResult(runId, market.Truth, commit);
    }
}
