using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Reviews;
using Assay.Workflows.Jobs;
using Assay.Workflows.Release;
using Assay.Workflows.Selection;
using Temporalio.Workflows;

namespace Assay.Workflows.Monitoring;

/// <summary>
/// Asks whether the active model is to be trained anew and, where it is, runs a selection, audits its champion and starts a release that
/// waits for people. It never swaps the model itself.
/// </summary>
[Workflow]
public sealed class Retrain
{
    private string currentStage = RunStages.Starting;

    /// <summary>The stage that runs now, for people.</summary>
    [WorkflowQuery]
    public string CurrentStage() => currentStage;

    [WorkflowRun]
    public async Task<RetrainResult> RunAsync(RetrainInput input)
    {
        var job = await Job.OpenAsync(Job.Required(input.Job), RunStages.Retrain);
        currentStage = RunStages.Retrain;
        var decision = await Workflow.ExecuteActivityAsync(
            (IReviewActivities activities) => activities.JudgeRetrainingAsync(
                new JudgeRetraining(job.Stage, job.Data.Market, job.Session, job.AsOf)),
            ActivityProfiles.ShortAtHome("judge whether the model is to be trained anew"));
        if (decision.Version is { } version)
        {
            RunLabels.Release(decision.Channel, version);
        }

        var result = decision.Due
            ? await SelectAsync(input.Job, job, decision)
            : new RetrainResult(job.Stage.RunId, RetrainOutcomes.NotDue, decision, null, null, null, null);
        Enter(RunStages.Done);
        RunLabels.Outcome($"{result.Outcome}: {string.Join(" ", decision.Reasons)}");
        return result;
    }

    private async Task<RetrainResult> SelectAsync(JobRequest request, Job job, RetrainDecision decision)
    {
        var run = job.Stage.RunId;
        Enter(RunStages.Data);
        var data = await job.RefreshDataAsync();

        Enter(RunStages.Selection);
        var selected = await Workflow.ExecuteChildWorkflowAsync(
            (ModelSelection workflow) => workflow.RunAsync(
                new SelectionInput(new PreparedSelection(job.Stage, data, request.Profile, job.AsOf), null)),
            RunLabels.Child($"select-{run}", RunStages.Selection, "train, backtest and choose"));
        var selection = selected.Selection;

        AuditResult? audit = null;
        string? waiting = null;
        if (selection.Model is not null)
        {
            Enter(RunStages.Audit);
            var audited = await Workflow.ExecuteChildWorkflowAsync(
                (ReleaseAudit workflow) => workflow.RunAsync(new ReleaseAuditInput(new PreparedAudit(job.Stage, data, selection), null)),
                RunLabels.Child($"audit-{run}", RunStages.Audit, "the champion's audit bundle"));
            audit = audited.Bundle!;
            if (request.Release is { } plan)
            {
                Enter(RunStages.Release);
                waiting = await WaitingRelease.StartAsync(job.Stage, job.AsOf, plan, data, selection, audit);
            }
        }

        Enter(RunStages.Report);
        var report = await RunReport.DrawAsync(job.Stage, data, selection, audit, null);
        var outcome = selection.Outcome.Outcome switch
        {
            "champion" => waiting is null ? RetrainOutcomes.Audited : RetrainOutcomes.Waiting,
            "unchanged" => RetrainOutcomes.Unchanged,
            _ => RetrainOutcomes.NoChampion,
        };
        return new RetrainResult(run, outcome, decision, selection, audit, report, waiting);
    }

    private void Enter(string stage)
    {
        currentStage = stage;
        RunLabels.Enter(stage);
    }
}
