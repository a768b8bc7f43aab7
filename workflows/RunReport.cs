using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Reports;
using Assay.Domain;
using Assay.Workflows.Data;
using Assay.Workflows.Selection;
using Temporalio.Workflows;

namespace Assay.Workflows;

/// <summary>The page of a run.</summary>
internal static class RunReport
{
    public static Task<ArtifactRef> DrawAsync(
        Stage stage, DataSnapshot data, SelectionResult selection, AuditResult? audit, DailyResult? daily) => Workflow.ExecuteActivityAsync(
            (IReportActivities activities) => activities.BuildRunReportAsync(new BuildRunReport(
                stage,
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
