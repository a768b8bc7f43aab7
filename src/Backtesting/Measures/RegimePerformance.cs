using Assay.Backtesting.Engine;
using Assay.Features.Regimes;
using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Measures;

/// <summary>The days spent under one regime, taken together.</summary>
public sealed record RegimePerformance
{
    public required Regime Regime { get; init; }

    public required int Sessions { get; init; }

    /// <summary>Arithmetic mean of the daily net return.</summary>
    public required Measure MeanReturn { get; init; }

    public required Measure Sharpe { get; init; }

    public required Measure WinRate { get; init; }

    /// <summary>Compound return of these days alone.</summary>
    public required Measure TotalReturn { get; init; }

    /// <summary>One entry for each of the three regimes, in their order.</summary>
    public static IReadOnlyList<RegimePerformance> AllOf(DailySeries daily, double riskFreeRate) =>
        [.. new[] { Regime.RiskOff, Regime.Normal, Regime.RiskOn }.Select(regime => Of(daily, regime, riskFreeRate))];

    private static RegimePerformance Of(DailySeries daily, Regime regime, double riskFreeRate)
    {
        var returns = new List<double>(daily.Length);
        for (var row = 0; row < daily.Length; row++)
        {
            if (daily.Regimes[row] == regime)
            {
                returns.Add(daily.NetReturns[row]);
            }
        }

        var values = returns.ToArray();
        return new RegimePerformance
        {
            Regime = regime,
            Sessions = values.Length,
            MeanReturn = Measure.Of(FixedOrderSum.Mean(values), "no session under this regime"),
            Sharpe = SharpeRatio.Of(values, riskFreeRate),
            WinRate = Measures.WinRate.Of(values),
            TotalReturn = Measures.TotalReturn.Of(values),
        };
    }
}
