using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Measures;

/// <summary>
/// Sharpe ratio (1966): mean of the daily arithmetic return less the daily risk-free rate, over its sample standard deviation (n − 1), times √252.
/// </summary>
public static class SharpeRatio
{
    /// <param name="returns">Daily returns.</param>
    /// <param name="riskFreeRate">Of a year, a fraction.</param>
    public static Measure Of(ReadOnlySpan<double> returns, double riskFreeRate) => returns.Length < 2
        ? Measure.Undefined("fewer than two returns")
        : Measure.Of(DailyOf(returns, riskFreeRate) * Math.Sqrt(Annualisation.SessionsPerYear), "the returns do not vary");

    /// <summary>The same of one day, not annualised; NaN where undefined.</summary>
    public static double DailyOf(ReadOnlySpan<double> returns, double riskFreeRate)
    {
        var deviation = Moments.StandardDeviation(returns);
        return deviation > 0 ? (FixedOrderSum.Mean(returns) - (riskFreeRate / Annualisation.SessionsPerYear)) / deviation : double.NaN;
    }
}
