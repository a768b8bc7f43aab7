using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Measures;

/// <summary>
/// 1 − half the sample standard deviation of the Sharpe ratios of the regimes with enough sessions, cut to 0 … 1; 0.5 where only one
/// regime has enough.
/// </summary>
public static class RegimeConsistency
{
    public static Measure Of(IReadOnlyList<RegimePerformance> regimes, int minimumSessions)
    {
        var ratios = regimes
            .Where(regime => regime.Sessions >= minimumSessions && regime.Sharpe.Value is not null)
            .Select(regime => regime.Sharpe.OrNaN())
            .ToArray();
        return ratios.Length switch
        {
            0 => Measure.Undefined($"no regime has {minimumSessions} sessions and a Sharpe ratio"),
            1 => new Measure(0.5, null),
            _ => new Measure(Math.Clamp(1 - (Moments.StandardDeviation(ratios) / 2), 0, 1), null),
        };
    }
}
