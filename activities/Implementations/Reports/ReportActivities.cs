using Assay.Activities.Contracts.Reports;
using Assay.Activities.Stages;
using Assay.Domain;
using Assay.Reporting.Pages;
using Temporalio.Activities;

namespace Assay.Activities.Reports;

/// <inheritdoc cref="IReportActivities"/>
public sealed class ReportActivities(StageRunner runner) : IReportActivities
{
    private const string ReportSchema = "assay.report.run/1";

    /// <inheritdoc/>
    [Activity]
    public Task<ArtifactRef> BuildRunReportAsync(BuildRunReport request) => runner.PureAsync(new PureWork<ArtifactRef>
    {
        Stage = request.Stage,
        Activity = nameof(BuildRunReport),
        Subject = string.Empty,

        // The page reads what every stage wrote; this assembly reaches all their formats.
        Module = typeof(ReportActivities),
        Parameters = new
        {
            request.Stage.Synthetic,
            request.Stage.DryRun,
            request.Market,
            request.Quality,
            request.Plan,
            request.Candidates,
            request.Batches,
            request.Baseline,
            request.Selection,
            request.Audit,
            request.Daily,
        },
        Inputs = InputsOf(request),
        Compute = _ => runner.Store.Put(RunPage.Draw(new RunViewComposer(runner.Store, request).Compose()), ReportSchema),
        Files = report => [new NamedArtifact("report.html", report)],
    });

    private static List<ArtifactRef> InputsOf(BuildRunReport request)
    {
        var inputs = new List<ArtifactRef> { request.Quality.Report, request.Selection.Selection, request.Baseline.Daily };
        inputs.AddRange(request.Batches.SelectMany(batch => batch.Pairs).Select(pair => pair.Daily));
        inputs.AddRange(request.Candidates.Select(candidate => candidate.Metrics));
        if (request.Daily is not null)
        {
            inputs.Add(request.Daily.Trades);
        }

        return inputs;
    }
}
