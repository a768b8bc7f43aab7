using Assay.Activities.Contracts.Release;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Workflows.Release;

/// <summary>
/// Approvals, the signed manifest, and the switch of the active pointer. Under development trust the home's own keys approve at once,
/// and the release says so.
/// </summary>
[Workflow("Release")]
public sealed class ReleaseModel
{
    [WorkflowRun]
    public async Task<ReleaseResult> RunAsync(ReleaseInput input)
    {
        var (stage, data, selection, audit, asOf) = input;
        if (selection.Model is null || selection.Outcome.Winner is null)
        {
            throw new ApplicationFailureException("A release needs a champion, and this selection has none.", nonRetryable: true);
        }

        var approvals = await Workflow.ExecuteActivityAsync(
            (IReleaseActivities activities) => activities.ApproveUnderDevelopmentTrustAsync(new ApproveBundle(stage, audit, asOf)),
            ActivityProfiles.ShortAtHome("approve under development trust"));
        var signed = await Workflow.ExecuteActivityAsync(
            (IReleaseActivities activities) => activities.SignManifestAsync(new SignManifest(
                stage,
                data.Market,
                data.Quality,
                selection.Outcome.Winner,
                selection.Model,
                selection.Outcome,
                audit,
                approvals,
                selection.History.Incumbent,
                selection.Candidates.Single(candidate => candidate.Candidate == selection.Outcome.Winner.Candidate).MeanInformationCoefficient,
                asOf)),
            ActivityProfiles.ShortAtHome("sign the manifest"));
        var active = await Workflow.ExecuteActivityAsync(
            (IReleaseActivities activities) => activities.ActivateAsync(new ActivateRelease(stage, signed, asOf)),
            ActivityProfiles.ShortAtHome("verify and switch the active pointer"));
        return new ReleaseResult(approvals, active);
    }
}
