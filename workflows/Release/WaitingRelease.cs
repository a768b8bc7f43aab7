using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Release;
using Assay.Workflows.Data;
using Assay.Workflows.Selection;
using Temporalio.Workflows;

namespace Assay.Workflows.Release;

/// <summary>A release that outlives the workflow that began it: people take days, and that workflow's own work is done.</summary>
internal static class WaitingRelease
{
    /// <returns>Id of the release's workflow.</returns>
    public static async Task<string> StartAsync(
        Stage stage, DateTimeOffset asOf, ReleasePlan plan, DataSnapshot data, SelectionResult selection, AuditResult audit)
    {
        var terms = await Workflow.ExecuteActivityAsync(
            (IApprovalActivities activities) => activities.OpenApprovalsAsync(new OpenApprovals(stage, audit, plan.Major, asOf)),
            ActivityProfiles.ShortAtHome("settle whose signatures are needed"));
        var options = RunLabels.Child($"release-{stage.RunId}", RunStages.Release, "wait for approvals and the decision of people");
        options.ParentClosePolicy = ParentClosePolicy.Abandon;
        var release = await Workflow.StartChildWorkflowAsync(
            (ReleaseModel workflow) => workflow.RunAsync(new ReleaseInput(stage, data, selection, audit, asOf, new ReleaseWait(terms, plan))), options);
        return release.Id;
    }
}
