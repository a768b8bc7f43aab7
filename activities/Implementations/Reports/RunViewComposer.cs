using System.Globalization;
using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Reports;
using Assay.Activities.Data;
using Assay.Activities.Models;
using Assay.Artifacts;
using Assay.Backtesting.Engine;
using Assay.MarketData.Quality;
using Assay.Reporting.Pages;
using Assay.Selection;

namespace Assay.Activities.Reports;

/// <summary>Gathers from a run's artifacts what its page shows.</summary>
internal sealed class RunViewComposer
{
    /// <summary>Equity curves beside the baseline's (MC-04).</summary>
    private const int CurvesShown = 5;

    private readonly IArtifactStore store;
    private readonly BuildRunReport request;
    private readonly SelectionResult selection;
    private readonly PairAssessment? winner;
    private readonly QualityReport report;

    public RunViewComposer(IArtifactStore store, BuildRunReport request)
    {
        this.store = store;
        this.request = request;
        selection = store.ReadJson<SelectionResult>(request.Selection.Selection);
        winner = selection.Winner is { } index ? selection.Pairs[index] : null;
        report = store.ReadJson<QualityReport>(request.Quality.Report);
    }

    public RunView Compose()
    {
        var baseline = DailySeries.FromTable(store.ReadTable(request.Baseline.Daily));
        var (candidates, optimizers) = (request.Batches.Select(batch => batch.Candidate).ToList(), request.Plan.Optimizers);
        return new RunView
        {
            Market = request.Market,
            Synthetic = request.Stage.Synthetic,
            DryRun = request.Stage.DryRun,
            Outcome = selection.Summary,
            Facts = Facts(),
            Candidates = [.. candidates.Select(ReportTables.Words)],
            Optimizers = [.. optimizers.Select(ReportTables.Words)],
            SharpeMatrix = [.. request.Batches.Select(batch => Row(batch, optimizers))],
            Sessions = baseline.Dates,
            Curves = [.. BestPairs().Select(Curve), new EquityCurve("equal weight of the universe", baseline.Equity, IsReference: true)],
            Comparison = ReportTables.Comparison(selection),
            Gates = ReportTables.Gates(selection),
            Regimes = ReportTables.Regimes(selection, winner ?? selection.Pairs.MaxBy(pair => pair.Performance.Sharpe.OrNaN())!),
            Scores = ReportTables.Scores([.. request.Candidates.Select(candidate => store.ReadJson<CandidateMetrics>(candidate.Metrics))]),
            Findings = ReportTables.Findings(report),
            Flags = request.Audit is null ? null : ReportTables.Flags(request.Audit),
            Trades = request.Daily is null ? null : ReportTables.Trades(store.Read(request.Daily.Trades)),
            TradesWithheld = request.Daily?.Violations ?? [],
        };
    }

    private static IReadOnlyList<double?> Row(BacktestBatch batch, IReadOnlyList<string> optimizers) =>
        [.. optimizers.Select(optimizer => batch.Pairs.FirstOrDefault(pair => pair.Optimizer == optimizer)?.Sharpe)];

    private List<(string Name, string Value)> Facts()
    {
        var quality = request.Quality;
        List<(string, string)> facts =
        [
            ("data", Text($"{quality.Symbols} symbols, {quality.Sessions} sessions, {quality.FirstSession} to {quality.LastSession}")),
            ("data gate", Text($"{quality.Verdict}, {quality.QuarantinedRows} rows in quarantine")),
            .. PartialBars.Of(report)?.Facts() ?? [],
            ("tests", Text($"{request.Plan.FirstTest} to {request.Plan.LastTest}, walk-forward, {request.Plan.Folds} fold(s), out of sample")),
            ("pairs", Text($"{selection.Pairs.Count} of model and optimizer, {selection.Pairs.Count(pair => pair.PassedAll)} through every gate")),
            ("equal weight of the universe", "net Sharpe ratio " + ReportTables.Number(selection.Baseline.Sharpe)),
            ("probability of overfitting", ReportTables.Percent(selection.OverfittingProbability)),
        ];
        if (winner is not null)
        {
            var interval = winner.Performance.SharpeInterval;
            facts.Add(("winner", ReportTables.PairName(winner.Model, winner.Optimizer)));
            facts.Add((
                "its net Sharpe ratio",
                ReportTables.Number(winner.Performance.Sharpe)
                    + (interval.Reason is null ? Text($", {interval.Confidence:p0} interval {interval.Low:f2} to {interval.High:f2}") : string.Empty)));
            facts.Add(("its deflated Sharpe ratio", ReportTables.Number(winner.DeflatedSharpe) + Text($" after {selection.Trials.Count} trials")));
        }

        if (request.Audit is { } audit)
        {
            facts.Add(("audit", audit.DeploymentReady ? "no flag" : Text($"{audit.Flags.Count} flag(s)")));
        }

        if (request.Daily is { } daily)
        {
            facts.Add(("today", daily.Violations.Count > 0
                ? Text($"trades withheld, {daily.Violations.Count} check(s) failed")
                : Text($"{daily.TradeCount} trades, turnover {daily.Turnover:p1}, {ReportTables.RegimeName(daily.Regime)}")));
        }

        return facts;
    }

    /// <summary>The pairs with the highest Sharpe ratio, best first; the winner is among them even where its score and not its Sharpe ratio won.</summary>
    private List<PairBacktest> BestPairs()
    {
        var ordered = request.Batches.SelectMany(batch => batch.Pairs)
            .OrderByDescending(pair => pair.Sharpe ?? double.NegativeInfinity)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .ThenBy(pair => pair.Optimizer, StringComparer.Ordinal)
            .ToList();
        var best = ordered.Take(CurvesShown).ToList();
        if (winner is not null && !best.Exists(IsWinner))
        {
            best[^1] = ordered.First(IsWinner);
        }

        return best;
    }

    private bool IsWinner(PairBacktest pair) => pair.Candidate == winner?.Model && pair.Optimizer == winner.Optimizer;

    private EquityCurve Curve(PairBacktest pair) => new(
        ReportTables.PairName(pair.Candidate, pair.Optimizer) + (IsWinner(pair) ? " (winner)" : string.Empty), DailySeries.FromTable(store.ReadTable(pair.Daily)).Equity);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
