using System.Globalization;
using Assay.Backtesting.Measures;
using Assay.Backtesting.Overfitting;

namespace Assay.Selection;

/// <summary>
/// Chooses among the pairs that pass every gate the one with the highest score; equal scores go to the higher Sharpe ratio, then to the
/// shallower drawdown, then to the earlier name. The active release, when it is among the pairs, is judged without the gates against itself.
/// </summary>
public sealed class ChampionSelector
{
    private readonly SelectionOptions options;
    private readonly StatisticsOptions statistics;

    public ChampionSelector(SelectionOptions options, StatisticsOptions statistics)
    {
        this.options = options;
        this.statistics = statistics;
    }

    /// <param name="pairs">At least one, each pair of model and optimizer once.</param>
    /// <param name="baseline">The baseline on the same days; its model and optimizer names are not read.</param>
    /// <param name="incumbent">The active release, run again on the same days; null where there is none.</param>
    /// <param name="trials">Everything that was tried on the way, pruned trials included.</param>
    public SelectionResult Select(
        IReadOnlyList<PairResult> pairs, PairResult baseline, PairResult? incumbent, TrialRegister trials)
    {
        CheckDays(pairs, baseline, incumbent);
        var ordered = pairs.OrderBy(pair => pair.Model, StringComparer.Ordinal).ThenBy(pair => pair.Optimizer, StringComparer.Ordinal).ToArray();
        for (var k = 1; k < ordered.Length; k++)
        {
            if (ordered[k].Model == ordered[k - 1].Model && ordered[k].Optimizer == ordered[k - 1].Optimizer)
            {
                throw new ArgumentException($"{ordered[k].Model} with {ordered[k].Optimizer} is given twice.", nameof(pairs));
            }
        }

        var bootstrap = new StationaryBootstrap(baseline.Daily.Length, statistics);
        var gatekeeper = new Gatekeeper(options.Gates, bootstrap, statistics.RiskFreeRate);
        var assessments = Array.ConvertAll(ordered, pair => Assess(pair, baseline, incumbent, trials, gatekeeper));
        var winner = WinnerOf(assessments);
        var outcome = winner is not { } index
            ? SelectionOutcome.NoChampion
            : assessments[index].IsIncumbent ? SelectionOutcome.Unchanged : SelectionOutcome.Champion;
        return new SelectionResult
        {
            Outcome = outcome,
            Summary = Summarise(outcome, winner is { } best ? assessments[best] : null, assessments, incumbent),
            Winner = winner,
            Pairs = assessments,
            Baseline = baseline.Performance,
            Incumbent = incumbent?.Performance,
            OverfittingProbability = BacktestOverfittingProbability.Of([.. ordered.Select(pair => pair.Daily.NetReturns)], statistics.PboBlocks),
            Trials = trials,
        };
    }

    private static void CheckDays(IReadOnlyList<PairResult> pairs, PairResult baseline, PairResult? incumbent)
    {
        if (pairs.Count == 0)
        {
            throw new ArgumentException("There is no pair to select from.", nameof(pairs));
        }

        foreach (var pair in incumbent is null ? pairs : [.. pairs, incumbent])
        {
            if (!pair.Daily.Dates.AsSpan().SequenceEqual(baseline.Daily.Dates))
            {
                throw new ArgumentException(
                    $"{pair.Model} with {pair.Optimizer} covers other days than the baseline; run all of them on the same days.", nameof(pairs));
            }
        }
    }

    /// <summary>Best score first; the pairs are in order of name, so the earlier name wins what is still equal.</summary>
    private static int? WinnerOf(PairAssessment[] assessments)
    {
        int? best = null;
        for (var k = 0; k < assessments.Length; k++)
        {
            if (assessments[k].PassedAll && (best is not { } leader || IsBetter(assessments[k], assessments[leader])))
            {
                best = k;
            }
        }

        return best;
    }

    private static bool IsBetter(PairAssessment challenger, PairAssessment leader)
    {
        var order = challenger.Score.OrNaN().CompareTo(leader.Score.OrNaN());
        order = order != 0 ? order : challenger.Performance.Sharpe.OrNaN().CompareTo(leader.Performance.Sharpe.OrNaN());
        order = order != 0 ? order : challenger.Performance.MaxDrawdown.OrNaN().CompareTo(leader.Performance.MaxDrawdown.OrNaN());
        return order > 0;
    }

    private static string Summarise(SelectionOutcome outcome, PairAssessment? winner, PairAssessment[] all, PairResult? incumbent) => outcome switch
    {
        SelectionOutcome.Champion => string.Create(
            CultureInfo.InvariantCulture,
            $"{winner!.Model} with {winner.Optimizer} is the champion: score {winner.Score.Value:0.000}, net Sharpe "
            + $"{winner.Performance.Sharpe.Value:0.00}, {all.Count(pair => pair.PassedAll)} of {all.Length} pairs passed every gate."),
        SelectionOutcome.Unchanged => $"{winner!.Model} with {winner.Optimizer}, the active release, is still the best of {all.Length} pairs.",
        _ => $"None of {all.Length} pairs passed every gate; {(incumbent is null ? "there is no active release" : "the active release stays")}.",
    };

    private PairAssessment Assess(PairResult pair, PairResult baseline, PairResult? incumbent, TrialRegister trials, Gatekeeper gatekeeper)
    {
        var isIncumbent = incumbent is not null && pair.IsSamePairAs(incumbent);
        var gates = gatekeeper.Judge(pair, baseline.Performance, isIncumbent ? null : incumbent);
        var score = ScoreOf(pair.Performance);
        if (score.Value is null)
        {
            // Without a score a pair cannot be compared, so it cannot win; said as a gate, or nobody would see why.
            gates = [.. gates, new GateResult("score", null, ">=", 0, false, score.Reason)];
        }

        return new PairAssessment
        {
            Model = pair.Model,
            Optimizer = pair.Optimizer,
            ModelDigest = pair.ModelDigest,
            IsIncumbent = isIncumbent,
            Gates = gates,
            PassedAll = gates.All(gate => gate.Passed),
            Score = score,
            DeflatedSharpe = DeflatedSharpeRatio.Of(pair.Daily.NetReturns, trials, statistics.RiskFreeRate),
            Performance = pair.Performance,
        };
    }

    private Measure ScoreOf(PerformanceReport performance)
    {
        (string Name, ScoreTerm Term, Measure Measure)[] terms =
        [
            ("sharpe", options.Score.Sharpe, performance.Sharpe),
            ("max_drawdown", options.Score.MaxDrawdown, performance.MaxDrawdown),
            ("calmar", options.Score.Calmar, performance.Calmar),
            ("turnover", options.Score.Turnover, performance.Turnover),
            ("regime_consistency", options.Score.RegimeConsistency, performance.RegimeConsistency),
        ];
        var score = 0.0;
        foreach (var (name, term, measure) in terms)
        {
            if (measure.Value is not { } value)
            {
                return Measure.Undefined($"{name} is undefined, {measure.Reason}");
            }

            score += term.Weight * term.Normalise(value);
        }

        return new Measure(score, null);
    }
}
