using Assay.Activities.Contracts.Release;
using Assay.Workflows.Monitoring;
using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Workflows.Release;

/// <summary>
/// Approvals, the signed manifest, and the switch of the active pointer. Where people decide it waits, days if need be, for their signed
/// approvals and waivers and for the decision; otherwise the home's own development keys approve at once, and the release says so.
/// </summary>
[Workflow("Release")]
public sealed class ReleaseModel
{
    private readonly ReleaseInput input;
    private readonly ApprovalDesk? desk;
    private readonly DateTimeOffset since;
    private string state = "automatic";
    private int? version;

    [WorkflowInit]
    public ReleaseModel(ReleaseInput input)
    {
        this.input = input;
        since = Now;
        if (input.Wait is { } wait)
        {
            desk = new ApprovalDesk(input.Audit, wait.Terms);
        }
    }

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);

    /// <summary>What it waits for.</summary>
    [WorkflowQuery]
    public ReleaseStatus Status()
    {
        var winner = input.Selection.Outcome.Winner;
        return new ReleaseStatus(
            desk is null || desk.Ended is not null || desk.Decision is not null ? desk?.Ended ?? state : desk.IsComplete ? "ready" : "waiting",
            input.Data.Market,
            winner?.Candidate ?? string.Empty,
            winner?.Optimizer ?? string.Empty,
            input.Wait?.Terms.Channel,
            input.Audit.Metrics.Sha256,
            desk?.Approvals ?? [],
            desk?.MissingRoles ?? [],
            desk?.OpenFlags ?? [],
            desk?.WaivedFlags ?? [],
            desk?.Decision,
            since,
            since + input.Wait?.Plan.Expiry,
            version);
    }

    /// <summary>One role's signed approval of the audit bundle.</summary>
    [WorkflowUpdate]
    public async Task<ReleaseStatus> ApproveAsync(ApproveRelease approval)
    {
        var check = await Workflow.ExecuteActivityAsync(
            (IApprovalActivities activities) => activities.CheckApprovalAsync(
                new CheckApproval(input.Stage, approval.Role, approval.AuditSha256, approval.Envelope, Now)),
            ActivityProfiles.ShortAtHome($"check the approval of {approval.Role}"));
        Desk.Take(approval, check, Now);
        return Status();
    }

    [WorkflowUpdateValidator(nameof(ApproveAsync))]
    public void ValidateApprove(ApproveRelease approval) => Desk.Check(approval);

    /// <summary>A signed waiver of one flag by the role that owns it.</summary>
    [WorkflowUpdate]
    public async Task<ReleaseStatus> WaiveAsync(WaiveFlag waiver)
    {
        var owner = Desk.FlagOf(waiver.Flag).Owner;
        var check = await Workflow.ExecuteActivityAsync(
            (IApprovalActivities activities) => activities.CheckWaiverAsync(
                new CheckWaiver(input.Stage, waiver.Flag, owner, waiver.AuditSha256, waiver.Envelope, Now)),
            ActivityProfiles.ShortAtHome($"check the waiver of {waiver.Flag}"));
        Desk.Take(waiver, check);
        return Status();
    }

    [WorkflowUpdateValidator(nameof(WaiveAsync))]
    public void ValidateWaive(WaiveFlag waiver) => Desk.Check(waiver);

    /// <summary>To deploy or to reject; to deploy once every approval and waiver is there.</summary>
    [WorkflowUpdate]
    public Task<ReleaseStatus> DecideAsync(ReleaseDecision decision)
    {
        Desk.Check(decision);
        Desk.Decide(decision);
        state = decision.Action == ReleaseActions.Deploy ? "deploying" : ReleaseOutcomes.Rejected;
        return Task.FromResult(Status());
    }

    [WorkflowUpdateValidator(nameof(DecideAsync))]
    public void ValidateDecide(ReleaseDecision decision) => Desk.Check(decision);

    [WorkflowRun]
    public async Task<ReleaseResult> RunAsync(ReleaseInput input)
    {
        if (input.Selection.Model is null || input.Selection.Outcome.Winner is null)
        {
            throw new ApplicationFailureException("A release needs a champion, and this selection has none.", nonRetryable: true);
        }

        return desk is null || input.Wait is not { } wait ? await ReleaseAtOnceAsync() : await ReleaseByPeopleAsync(desk, wait.Plan);
    }

    private ApprovalDesk Desk => desk
        ?? throw new ApplicationFailureException("This release is approved at once by development trust and waits for nobody.", ReleaseUpdateErrors.Refused, nonRetryable: true);

    private async Task<ReleaseResult> ReleaseAtOnceAsync()
    {
        var (stage, asOf) = (input.Stage, input.AsOf);
        var approvals = await Workflow.ExecuteActivityAsync(
            (IReleaseActivities activities) => activities.ApproveUnderDevelopmentTrustAsync(new ApproveBundle(stage, input.Audit, asOf)),
            ActivityProfiles.ShortAtHome("approve under development trust"));
        var signed = await Workflow.ExecuteActivityAsync(
            (IReleaseActivities activities) => activities.SignManifestAsync(Manifest(approvals)),
            ActivityProfiles.ShortAtHome("sign the manifest"));
        var active = await Workflow.ExecuteActivityAsync(
            (IReleaseActivities activities) => activities.ActivateAsync(new ActivateRelease(stage, signed, asOf)),
            ActivityProfiles.ShortAtHome("verify and switch the active pointer"));
        return new ReleaseResult(approvals, active);
    }

    private async Task<ReleaseResult> ReleaseByPeopleAsync(ApprovalDesk waiting, ReleasePlan plan)
    {
        // What must come to its end although the workflow is cancelled: a deployment that has begun, and the record of how it ended.
        using var detached = new CancellationTokenSource();
        try
        {
            await WaitForDecisionAsync(waiting, plan);
            await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        }
        catch (OperationCanceledException) when (Workflow.CancellationToken.IsCancellationRequested)
        {
            await EndAsync(waiting, ReleaseOutcomes.Cancelled, detached.Token);
            throw;
        }

        if (waiting.Decision is not { Action: ReleaseActions.Deploy } decision)
        {
            var outcome = waiting.Decision is null ? ReleaseOutcomes.Expired : ReleaseOutcomes.Rejected;
            await EndAsync(waiting, outcome, detached.Token);
            return new ReleaseResult(null, null, outcome, waiting.Decision);
        }

        var options = ActivityProfiles.ShortAtHome("sign, verify and switch the active pointer");
        options.CancellationToken = detached.Token;
        var active = await Workflow.ExecuteActivityAsync(
            (IApprovalActivities activities) => activities.DeployAsync(
                new DeployRelease(Manifest(waiting.Result), decision.Who, decision.Reason, plan.Major, Now)),
            options);
        version = active.Version;
        RunLabels.Release(active);
        var watch = RunLabels.Child($"monitor-{active.Version}", RunStages.Monitoring, $"watches release {active.Version}");
        watch.ParentClosePolicy = ParentClosePolicy.Abandon;
        watch.CancellationToken = detached.Token;
        var monitor = await Workflow.StartChildWorkflowAsync(
            (HeightenedMonitoring workflow) => workflow.RunAsync(new MonitoringInput(active.Version, Now, plan.Monitoring)), watch);
        await EndAsync(waiting, ReleaseOutcomes.Released, detached.Token);
        return new ReleaseResult(waiting.Result, active, ReleaseOutcomes.Released, decision, monitor.Id);
    }

    private async Task WaitForDecisionAsync(ApprovalDesk waiting, ReleasePlan plan)
    {
        var expiresAt = since + plan.Expiry;
        while (waiting.Decision is null && Now < expiresAt)
        {
            var left = expiresAt - Now;
            var step = left < plan.RemindEvery ? left : plan.RemindEvery;
            var decided = await Workflow.WaitConditionWithOptionsAsync(new WaitConditionOptions(
                () => waiting.Decision is not null, step, left <= plan.RemindEvery ? "until the release expires" : "until the next reminder"));
            if (!decided && Now < expiresAt)
            {
                Workflow.Logger.LogWarning(
                    "Release {WorkflowId} has waited since {Since:u} and expires at {ExpiresAt:u}: {Missing}",
                    Workflow.Info.WorkflowId,
                    since,
                    expiresAt,
                    waiting.Missing());
            }
        }

        if (waiting.Decision is null)
        {
            waiting.End(ReleaseOutcomes.Expired);
        }
    }

    private async Task EndAsync(ApprovalDesk waiting, string outcome, CancellationToken token)
    {
        waiting.End(outcome);
        RunLabels.Outcome(version is { } deployed ? $"{outcome}; active: release {deployed}" : outcome);
        var options = ActivityProfiles.ShortAtHome("keep how it ended");
        options.CancellationToken = token;
        var end = new ReleaseEnd(
            outcome,
            input.Audit.Metrics.Sha256,
            waiting.Approvals,
            waiting.WaivedFlags,
            waiting.Decision?.Who,
            waiting.Decision?.Reason,
            version,
            since,
            Now);
        _ = await Workflow.ExecuteActivityAsync(
            (IApprovalActivities activities) => activities.RecordEndAsync(new RecordEnd(input.Stage, end, input.Audit.Metrics)), options);
    }

    private SignManifest Manifest(ApprovalResult approvals)
    {
        var (data, selection) = (input.Data, input.Selection);
        var winner = selection.Outcome.Winner!;
        return new SignManifest(
            input.Stage,
            data.Market,
            data.Quality,
            winner,
            selection.Model!,
            selection.Outcome,
            input.Audit,
            approvals,
            selection.History.Incumbent,
            selection.Candidates.Single(candidate => candidate.Candidate == winner.Candidate).MeanInformationCoefficient,
            input.AsOf);
    }
}
