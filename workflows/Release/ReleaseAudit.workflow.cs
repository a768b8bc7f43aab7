using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Reviews;
using Assay.Workflows.Jobs;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Workflows.Release;

/// <summary>
/// Computes the audit bundle of a champion. By itself, without a selection, it verifies the active release anew and keeps what it found.
/// </summary>
[Workflow]
public sealed class ReleaseAudit
{
    [WorkflowRun]
    public async Task<ReleaseAuditResult> RunAsync(ReleaseAuditInput input)
    {
        if (input.Prepared is { } prepared)
        {
            var bundle = await BundleAsync(prepared);
            RunLabels.Outcome(bundle.DeploymentReady
                ? "no open flag"
                : $"open flags: {string.Join(", ", bundle.Flags.Select(flag => flag.Id))}");
            return new ReleaseAuditResult(bundle, null);
        }

        var job = await Job.OpenAsync(Job.Required(input.Job), RunStages.Audit);
        var finding = await Workflow.ExecuteActivityAsync(
            (IReviewActivities activities) => activities.ReverifyActiveAsync(new ReverifyActive(job.Stage, job.AsOf)),
            ActivityProfiles.LongAtHome("verify the active release anew"));
        if (finding.Version is { } version)
        {
            RunLabels.Release(finding.Channel, version);
        }

        RunLabels.Outcome(finding.Sentence);
        return new ReleaseAuditResult(null, finding);
    }

    private static Task<AuditResult> BundleAsync(PreparedAudit input)
    {
        var (stage, data, selection) = input;
        var model = selection.Model
            ?? throw new ApplicationFailureException("The audit needs a champion, and this selection has none.", nonRetryable: true);
        return Workflow.ExecuteActivityAsync(
            (IAuditActivities activities) => activities.BuildAuditBundleAsync(new BuildAuditBundle(
                stage,
                data.Market,
                data.Quality,
                data.Universe,
                selection.Features,
                selection.Plan,
                selection.Candidates,
                selection.Batches,
                selection.Baseline,
                selection.Outcome,
                model,
                selection.History)),
            ActivityProfiles.Long("compute the audit bundle"));
    }
}
