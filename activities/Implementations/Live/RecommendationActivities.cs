using Assay.Activities.Contracts.Live;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Live.Records;
using Assay.Live.Targets;
using Assay.Live.Trades;
using Assay.Portfolio.Optimizers;
using Assay.Reporting.Pages;
using Temporalio.Activities;

namespace Assay.Activities.Live;

/// <inheritdoc cref="IRecommendationActivities"/>
public sealed class RecommendationActivities(StageRunner runner) : IRecommendationActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<DailyResult> RecommendAsync(Recommend request)
    {
        var settings = runner.Settings(request.Stage);
        var release = request.Release;
        var folder = "daily/" + request.Date;
        return runner.PureAsync(new PureWork<DailyResult>
        {
            Stage = request.Stage,
            Activity = nameof(Recommend),
            Subject = request.Date,

            // Scoring, weights, checks and the page lie in modules of which none knows the others; this assembly reaches them all.
            Module = typeof(RecommendationActivities),
            Parameters = new
            {
                request.Date,
                Release = new { release.Version, release.Channel, release.Market, release.Candidate, release.Optimizer, release.MeanInformationCoefficient },
                request.Stage.Synthetic,
                request.Stage.DryRun,
                request.State.Warnings,
                settings.Portfolio,
                settings.Costs,
                settings.Live,
                settings.Statistics.RiskFreeRate,
                settings.Features.Label,
            },
            Inputs =
            [
                request.Bars,
                request.Universe,
                request.Features.Features,
                request.Features.Labels,
                request.Features.Regimes,
                release.Onnx,
                release.Manifest,
                request.State.Positions,
                request.State.History,
            ],
            Compute = _ => Compute(request, settings),
            Files = result =>
            [
                new NamedArtifact($"{folder}/{LiveFiles.Trades}", result.Trades),
                new NamedArtifact($"{folder}/{LiveFiles.Weights}", result.Weights),
                new NamedArtifact($"{folder}/{LiveFiles.Signals}", result.Signals),
                new NamedArtifact($"{folder}/{LiveFiles.MonitoringLog}", result.MonitoringLog),
                new NamedArtifact($"{folder}/{LiveFiles.Report}", result.Report),
                new NamedArtifact($"{folder}/day.json", result.Day),
            ],
        });
    }

    /// <summary>The day's files, computed and stored whether or not they are known already.</summary>
    internal DailyResult Compute(Recommend request, AssaySettings settings)
    {
        var data = SessionData.Read(runner.Store, request, settings.Features.Label.EndOffsetSessions, settings.Live.Health.Sessions);
        var scores = ReleasedScores.Compute(runner.Store, request.Release, data, settings.Runtime.Threads);
        var decision = new DailyDecisionMaker(data, scores, settings)
            .Decide(OptimizerCatalogue.Create(request.Release.Optimizer), request.State.Warnings);
        var monitoring = DailyRecords.Monitoring(data, request.Release, scores, decision, settings.Live.Health);
        var view = DailyViews.Of(monitoring, decision, request.Release.Market, settings.Portfolio.MaximumSectorWeight) with
        {
            Synthetic = scores.IsSynthetic || request.Stage.Synthetic,
            DryRun = request.Stage.DryRun,
        };
        var store = runner.Keep(request.Stage);
        return new DailyResult(
            store.Put(TradesFile.Write(decision.Plan.Trades), TradesFile.SchemaId),
            store.Put(WeightsFile.Write(decision.Targets), WeightsFile.SchemaId),
            store.PutJson(SignalRecord.SchemaId, DailyRecords.Signals(data, request.Release, scores)),
            store.PutJson(MonitoringRecord.SchemaId, monitoring),
            store.Put(DailyPage.Draw(view), LiveFiles.ReportSchema),
            store.PutJson(LiveFiles.DaySchema, DailyRecords.Day(data, request.Release, decision)),
            decision.Plan.Trades.Count,
            decision.Plan.Turnover,
            decision.Record.Regime,
            decision.Violations);
    }
}
