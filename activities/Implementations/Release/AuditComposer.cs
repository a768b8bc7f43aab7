using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Data;
using Assay.Activities.Models;
using Assay.Artifacts;
using Assay.Backtesting.Measures;
using Assay.Domain;
using Assay.MarketData.Quality;
using Assay.Release.Audit;
using Assay.Release.Manifest;
using Assay.Selection;

namespace Assay.Activities.Release;

/// <summary>Gathers what the stages found about a champion into the facts that the audit judges.</summary>
internal sealed class AuditComposer(IArtifactStore store)
{
    /// <summary>The stage without what names the run, so that the same facts make the same bundle in every run.</summary>
    public static Stage Anonymous(Stage stage) => stage with { RunId = string.Empty };

    public static IReadOnlyList<ArtifactRef> Inputs(BuildAuditBundle request) =>
    [
        request.Quality.Bars,
        request.Quality.Report,
        request.Plan.Splits,
        request.Selection.Selection,
        request.Selection.Comparison,
        request.Baseline.Measures,
        request.Model.Onnx,
        request.Model.Parity,
        .. request.Candidates.Select(candidate => candidate.Metrics),
        .. request.Batches.SelectMany(batch => batch.Pairs).Select(pair => pair.Measures),
    ];

    /// <exception cref="ArtifactException">An artifact is missing or damaged.</exception>
    public AuditFacts Compose(BuildAuditBundle request)
    {
        var winner = request.Selection.Winner ?? throw new ArgumentException("The selection has no winner.", nameof(request));
        var selection = store.ReadJson<SelectionResult>(request.Selection.Selection);
        var pair = selection.Pairs[selection.Winner ?? throw new ArtifactException("The selection names no winner; run the selection again.")];
        var quality = store.ReadJson<QualityReport>(request.Quality.Report);
        var skipped = new List<string>();
        if (pair.DeflatedSharpe.Value is null)
        {
            skipped.Add($"The deflated Sharpe ratio could not be computed: {pair.DeflatedSharpe.Reason}.");
        }

        if (selection.OverfittingProbability.Value is null)
        {
            skipped.Add($"The probability of backtest overfitting could not be computed: {selection.OverfittingProbability.Reason}.");
        }

        if (request.History.Incumbent is { } incumbent && selection.Incumbent is null)
        {
            skipped.Add($"The incumbent, release {incumbent.Version}, could not be run again: its candidate is not among those of this run.");
        }

        if (PartialBars.Of(quality) is { } partial)
        {
            skipped.Add($"How many shares the market can take was not checked, neither by the participation limit nor by the least dollar volume: {partial.Bars}.");
        }

        return new AuditFacts
        {
            Market = request.Market,
            Synthetic = request.Stage.Synthetic,
            DryRun = request.Stage.DryRun,
            Data = new DataFacts(
                request.Quality.FirstSession,
                request.Quality.LastSession,
                request.Quality.Symbols,
                request.Quality.Sessions,
                request.Quality.Verdict,
                request.Quality.QuarantinedRows,
                PriceReturnsOnly: quality.CountOf(QualityRule.PriceReturnsOnly) > 0,
                AdjustedBeforehand: !request.Stage.Synthetic,
                SurvivorshipControlled: quality.CountOf(QualityRule.SurvivorshipBiasNotControlled) == 0),
            Candidate = winner.Candidate,
            Optimizer = winner.Optimizer,
            SpecSha256 = winner.SpecDigest,
            Gates = [.. pair.Gates.Select(gate => new GateValue(gate.Name, gate.Value, gate.Threshold, gate.Passed))],
            Champion = Facts(pair.Performance, MetricsOf(request, winner.Candidate).HitRatio.Fraction),
            Baseline = Facts(selection.Baseline, null),
            Incumbent = selection.Incumbent is null
                ? null
                : Facts(selection.Incumbent, MetricsOf(request, request.History.Incumbent!.Candidate).HitRatio.Fraction),
            TrialCount = selection.Trials.Count,
            DeflatedSharpe = pair.DeflatedSharpe.Value,
            OverfittingProbability = selection.OverfittingProbability.Value,
            ParityMaxAbsoluteDifference = request.Model.MaxAbsoluteDifference,
            PreviousRollback = request.History.RolledBackSpecDigests.Contains(winner.SpecDigest, StringComparer.Ordinal),
            SkippedChecks = skipped,
            Artifacts = new SortedDictionary<string, ArtifactRef>(StringComparer.Ordinal)
            {
                ["data/bars.parquet"] = request.Quality.Bars,
                ["data/quality.json"] = request.Quality.Report,
                ["models/champion/model.onnx"] = request.Model.Onnx,
                ["models/champion/parity.json"] = request.Model.Parity,
                ["models/splits.json"] = request.Plan.Splits,
                ["selection/selection.json"] = request.Selection.Selection,
            },
        };
    }

    private CandidateMetrics MetricsOf(BuildAuditBundle request, string candidate) =>
        store.ReadJson<CandidateMetrics>(request.Candidates.Single(entry => string.Equals(entry.Candidate, candidate, StringComparison.Ordinal)).Metrics);

    private static PerformanceFacts Facts(PerformanceReport report, double? hitRatio) => new(
        report.Sharpe.Value,
        report.Sortino.Value,
        report.Calmar.Value,
        report.CompoundAnnualGrowth.Value,
        report.MaxDrawdown.Value,
        report.Volatility.Value,
        report.Turnover.Value,
        report.WinRate.Value,
        hitRatio,
        report.ProbabilisticSharpe.Value);
}
