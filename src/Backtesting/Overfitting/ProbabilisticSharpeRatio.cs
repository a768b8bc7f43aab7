using Assay.Backtesting.Measures;
using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Overfitting;

/// <summary>
/// Probabilistic Sharpe ratio (Bailey and López de Prado 2012, Journal of Risk 15): the probability that the true Sharpe ratio exceeds a
/// benchmark, Φ((SR − SR*) √(n − 1) / √(1 − γ₃ SR + ¼(γ₄ − 1) SR²)), from the ratio of one period, skewness and kurtosis (3 for a normal).
/// </summary>
public static class ProbabilisticSharpeRatio
{
    /// <param name="returns">Daily returns.</param>
    /// <param name="benchmark">SR*, of one day.</param>
    /// <param name="riskFreeRate">Of a year, a fraction.</param>
    public static Measure Of(ReadOnlySpan<double> returns, double benchmark, double riskFreeRate)
    {
        var ratio = SharpeRatio.DailyOf(returns, riskFreeRate);
        return double.IsNaN(ratio)
            ? Measure.Undefined("the Sharpe ratio is undefined")
            : FromMoments(ratio, benchmark, returns.Length, Moments.Skewness(returns), Moments.Kurtosis(returns));
    }

    /// <param name="ratio">SR of one period.</param>
    /// <param name="benchmark">SR* of one period.</param>
    /// <param name="observations">n.</param>
    /// <param name="skewness">γ₃.</param>
    /// <param name="kurtosis">γ₄, 3 for a normal.</param>
    public static Measure FromMoments(double ratio, double benchmark, int observations, double skewness, double kurtosis)
    {
        var variance = 1 - (skewness * ratio) + ((kurtosis - 1) / 4 * ratio * ratio);
        return observations > 1 && variance > 0
            ? Measure.Of(NormalDistribution.Cdf((ratio - benchmark) * Math.Sqrt(observations - 1) / Math.Sqrt(variance)), "the moments are not finite")
            : Measure.Undefined("the sampling variance of the Sharpe ratio is not positive");
    }
}
