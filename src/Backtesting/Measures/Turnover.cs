using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Measures;

/// <summary>One-way turnover ½ Σ|Δw| over names and cash.</summary>
public static class Turnover
{
    /// <summary>All turnover, late fills included, over the number of rebalances; the first purchase counts as well.</summary>
    public static Measure PerRebalance(ReadOnlySpan<double> turnovers, ReadOnlySpan<bool> rebalanced)
    {
        var rebalances = rebalanced.Count(true);
        return rebalances == 0 ? Measure.Undefined("no rebalance took place") : new Measure(SumOf(turnovers) / rebalances, null);
    }

    /// <summary>The same of a year of 252 sessions.</summary>
    public static Measure Annual(ReadOnlySpan<double> turnovers) => turnovers.IsEmpty
        ? Measure.Undefined("no sessions")
        : new Measure(SumOf(turnovers) / turnovers.Length * Annualisation.SessionsPerYear, null);

    private static double SumOf(ReadOnlySpan<double> turnovers)
    {
        var known = turnovers.ToArray();
        known.AsSpan().Replace(double.NaN, 0);
        return FixedOrderSum.Of(known);
    }
}
