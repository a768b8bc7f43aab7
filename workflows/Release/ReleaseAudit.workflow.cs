using Assay.Activities.Contracts.Release;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Workflows.Release;

/// <summary>Computes the audit bundle of a champion.</summary>
[Workflow]
public sealed class ReleaseAudit
{
    [WorkflowRun]
    public Task<AuditResult> RunAsync(ReleaseAuditInput input)
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
