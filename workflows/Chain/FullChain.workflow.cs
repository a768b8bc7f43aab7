using Assay.Activities.Contracts.Release;
using Assay.Workflows.Data;
using Assay.Workflows.Live;
using Assay.Workflows.Release;
using Assay.Workflows.Selection;
using Temporalio.Workflows;

namespace Assay.Workflows.Chain;

/// <summary>From raw data to a signed release and the day's recommendations: the stages in order, each a workflow of its own.</summary>
[Workflow]
public sealed class FullChain
{
    private string currentStage = RunStages.Starting;

    /// <summary>The stage that runs now, for people.</summary>
    [WorkflowQuery]
    public string CurrentStage() => currentStage;

    [WorkflowRun]
    public async Task<ChainResult> RunAsync(ChainInput input)
    {
        var run = input.Stage.RunId;
        RunLabels.Begin(RunStages.Starting, input.AsOf, input.Stage.DryRun);

        Enter(RunStages.Data);
        var data = await Workflow.ExecuteChildWorkflowAsync(
            (DataRefresh workflow) => workflow.RunAsync(new DataRefreshInput(new PreparedData(input.Stage, input.Data), null)),
            RunLabels.Child($"data-{run}", RunStages.Data, "the market, checked"));

        Enter(RunStages.Selection);
        var selected = await Workflow.ExecuteChildWorkflowAsync(
            (ModelSelection workflow) => workflow.RunAsync(
                new SelectionInput(new PreparedSelection(input.Stage, data, input.Profile, input.AsOf), null)),
            RunLabels.Child($"select-{run}", RunStages.Selection, "train, backtest and choose"));
        var selection = selected.Selection;

        AuditResult? audit = null;
        ApprovalResult? approvals = null;
        if (selection.Model is not null)
        {
            Enter(RunStages.Audit);
            var audited = await Workflow.ExecuteChildWorkflowAsync(
                (ReleaseAudit workflow) => workflow.RunAsync(new ReleaseAuditInput(new PreparedAudit(input.Stage, data, selection), null)),
                RunLabels.Child($"audit-{run}", RunStages.Audit, "the champion's audit bundle"));
            audit = audited.Bundle!;

            Enter(RunStages.Release);
            if (input.Wait is { } plan)
            {
                var waiting = await WaitingRelease.StartAsync(input.Stage, input.AsOf, plan, data, selection, audit);
                var pages = await RunReport.DrawAsync(input.Stage, data, selection, audit, null);
                Enter(RunStages.Done);
                RunLabels.Outcome($"waiting: {waiting} waits for people");
                return new ChainResult(run, "waiting", data, selection, audit, null, null, null, null, pages, waiting);
            }

            var released = await Workflow.ExecuteChildWorkflowAsync(
                (ReleaseModel workflow) => workflow.RunAsync(new ReleaseInput(input.Stage, data, selection, audit, input.AsOf)),
                RunLabels.Child($"release-{run}", RunStages.Release, "approve, sign and activate the champion"));
            approvals = released.Approvals;
            if (released.Active is { } activated)
            {
                RunLabels.Release(activated);
            }
        }

        Enter(RunStages.Daily);
        var daily = await Workflow.ExecuteChildWorkflowAsync(
            (DailyLiveRun workflow) => workflow.RunAsync(
                new DailyInput(new PreparedDay(input.Stage, data, selection.Features, data.Quality.LastSession, input.AsOf), null)),
            RunLabels.Child(
                $"daily-{data.Quality.LastSession}-{run}", RunStages.Daily, $"recommendations for {data.Quality.LastSession}"));

        Enter(RunStages.Report);
        var report = await RunReport.DrawAsync(input.Stage, data, selection, audit, daily.Daily);

        Enter(RunStages.Done);
        var outcome = selection.Outcome.Outcome switch
        {
            "champion" => "released",
            var other => other,
        };
        RunLabels.Outcome(daily.Release is { } active ? FormattableString.Invariant($"{outcome}; active: release {active.Version}") : outcome);
        return new ChainResult(run, outcome, data, selection, audit, approvals, daily.Release, daily.Daily, daily.Folder, report);
    }

    private void Enter(string stage)
    {
        currentStage = stage;
        RunLabels.Enter(stage);
    }
}
