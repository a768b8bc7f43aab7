using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Reports;
using Assay.Domain;
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
    private string currentStage = "starting";

    /// <summary>The stage that runs now, for people.</summary>
    [WorkflowQuery]
    public string CurrentStage() => currentStage;

    [WorkflowRun]
    public async Task<ChainResult> RunAsync(ChainInput input)
    {
        var run = input.Stage.RunId;

        currentStage = "data";
        var data = await Workflow.ExecuteChildWorkflowAsync(
            (DataRefresh workflow) => workflow.RunAsync(new DataRefreshInput(input.Stage, input.Data)),
            new ChildWorkflowOptions { Id = $"data-{run}" });

        currentStage = "selection";
        var selection = await Workflow.ExecuteChildWorkflowAsync(
            (ModelSelection workflow) => workflow.RunAsync(new SelectionInput(input.Stage, data, input.Profile, input.AsOf)),
            new ChildWorkflowOptions { Id = $"select-{run}" });

        AuditResult? audit = null;
        ApprovalResult? approvals = null;
        if (selection.Model is not null)
        {
            currentStage = "audit";
            audit = await Workflow.ExecuteChildWorkflowAsync(
                (ReleaseAudit workflow) => workflow.RunAsync(new ReleaseAuditInput(input.Stage, data, selection)),
                new ChildWorkflowOptions { Id = $"audit-{run}" });

            currentStage = "release";
            if (input.Wait is { } plan)
            {
                var waiting = await StartWaitingReleaseAsync(input, plan, data, selection, audit);
                var pages = await ReportAsync(input, data, selection, audit, null);
                currentStage = "done";
                return new ChainResult(run, "waiting", data, selection, audit, null, null, null, null, pages, waiting);
            }

            var released = await Workflow.ExecuteChildWorkflowAsync(
                (ReleaseModel workflow) => workflow.RunAsync(new ReleaseInput(input.Stage, data, selection, audit, input.AsOf)),
                new ChildWorkflowOptions { Id = $"release-{run}" });
            approvals = released.Approvals;
        }

        currentStage = "daily";
        var daily = await Workflow.ExecuteChildWorkflowAsync(
            (DailyLiveRun workflow) => workflow.RunAsync(new DailyInput(input.Stage, data, selection.Features, data.Quality.LastSession, input.AsOf)),
            new ChildWorkflowOptions { Id = $"daily-{data.Quality.LastSession}-{run}" });

        currentStage = "report";
        var report = await ReportAsync(input, data, selection, audit, daily.Daily);

        currentStage = "done";
        var outcome = selection.Outcome.Outcome switch
        {
            "champion" => "released",
            var other => other,
        };
        return new ChainResult(run, outcome, data, selection, audit, approvals, daily.Release, daily.Daily, daily.Folder, report);
    }

    /// <summary>The release outlives the chain: people take days, and the chain's own work is done.</summary>
    private static async Task<string> StartWaitingReleaseAsync(
        ChainInput input, ReleasePlan plan, DataSnapshot data, SelectionResult selection, AuditResult audit)
    {
        var terms = await Workflow.ExecuteActivityAsync(
            (IApprovalActivities activities) => activities.OpenApprovalsAsync(new OpenApprovals(input.Stage, audit, plan.Major, input.AsOf)),
            ActivityProfiles.ShortAtHome("settle whose signatures are needed"));
        var release = await Workflow.StartChildWorkflowAsync(
            (ReleaseModel workflow) => workflow.RunAsync(
                new ReleaseInput(input.Stage, data, selection, audit, input.AsOf, new ReleaseWait(terms, plan))),
            new ChildWorkflowOptions { Id = $"release-{input.Stage.RunId}", ParentClosePolicy = ParentClosePolicy.Abandon });
        return release.Id;
    }

    private static Task<ArtifactRef> ReportAsync(
        ChainInput input, DataSnapshot data, SelectionResult selection, AuditResult? audit, DailyResult? daily) => Workflow.ExecuteActivityAsync(
            (IReportActivities activities) => activities.BuildRunReportAsync(new BuildRunReport(
                input.Stage,
                data.Market,
                data.Quality,
                selection.Plan,
                selection.Candidates,
                selection.Batches,
                selection.Baseline,
                selection.Outcome,
                audit,
                daily)),
            ActivityProfiles.Short("draw the run's report"));
}
