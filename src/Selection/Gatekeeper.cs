using System.Globalization;
using Assay.Backtesting.Measures;
using Assay.Backtesting.Overfitting;

namespace Assay.Selection;

/// <summary>Puts one pair to every gate. An undefined measure closes its gate.</summary>
internal sealed class Gatekeeper
{
    private readonly GateOptions options;
    private readonly StationaryBootstrap bootstrap;
    private readonly double riskFreeRate;

    public Gatekeeper(GateOptions options, StationaryBootstrap bootstrap, double riskFreeRate)
    {
        this.options = options;
        this.bootstrap = bootstrap;
        this.riskFreeRate = riskFreeRate;
    }

    /// <param name="pair">The pair.</param>
    /// <param name="baseline">Equal weight of the universe on the same days.</param>
    /// <param name="incumbent">Null where there is none, or where the pair is the incumbent itself.</param>
    public IReadOnlyList<GateResult> Judge(PairResult pair, PerformanceReport baseline, PairResult? incumbent)
    {
        var performance = pair.Performance;
        List<GateResult> gates =
        [
            AtLeast("sharpe", performance.Sharpe, options.MinimumSharpe),
            AtLeast("max_drawdown", performance.MaxDrawdown, options.MinimumMaxDrawdown),
            AtLeast("calmar", performance.Calmar, options.MinimumCalmar),
            AtMost("turnover", performance.Turnover, options.MaximumTurnover),
            AtLeast("probabilistic_sharpe", performance.ProbabilisticSharpe, options.MinimumProbabilisticSharpe),
            Above("sharpe_over_equal_weight", Difference(performance.Sharpe, baseline.Sharpe), 0),
        ];
        if (incumbent is not null)
        {
            gates.Add(AtLeast("sharpe_uplift", Difference(performance.Sharpe, incumbent.Performance.Sharpe), options.MinimumSharpeUplift));
            gates.Add(AtLeast(
                "uplift_probability",
                bootstrap.ProbabilityOfUplift(pair.Daily.NetReturns, incumbent.Daily.NetReturns, riskFreeRate),
                options.MinimumUpliftProbability));
        }

        return gates;
    }

    private static Measure Difference(Measure first, Measure second) => (first.Value, second.Value) switch
    {
        (null, _) => first,
        (_, null) => second,
        ({ } left, { } right) => new Measure(left - right, null),
    };

    private static GateResult AtLeast(string name, Measure measure, double threshold) =>
        Result(name, measure, ">=", threshold, measure.Value >= threshold, "below");

    private static GateResult AtMost(string name, Measure measure, double threshold) =>
        Result(name, measure, "<=", threshold, measure.Value <= threshold, "above");

    private static GateResult Above(string name, Measure measure, double threshold) =>
        Result(name, measure, ">", threshold, measure.Value > threshold, "not above");

    private static GateResult Result(string name, Measure measure, string comparison, double threshold, bool passed, string relation)
    {
        var reason = passed
            ? null
            : measure.Value is { } value
                ? string.Create(CultureInfo.InvariantCulture, $"{value:0.####} is {relation} {threshold:0.####}")
                : $"undefined, {measure.Reason}";
        return new GateResult(name, measure.Value, comparison, threshold, passed, reason);
    }
}
