using Assay.Backtesting.Measures;
using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Overfitting;

/// <summary>
/// Deflated Sharpe ratio (Bailey and López de Prado 2014, Journal of Portfolio Management 40): the probabilistic Sharpe ratio against the
/// best ratio that as many worthless trials of that variance would be expected to show.
/// </summary>
public static class DeflatedSharpeRatio
{
    private const double EulerMascheroni = 0.57721566490153286;

    /// <summary>Expected largest daily Sharpe ratio of worthless trials: √V ((1 − γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(Ne))); 0 for one trial.</summary>
    public static double ExpectedMaximum(TrialRegister trials) => trials.Count < 2
        ? 0
        : Math.Sqrt(trials.DailySharpeVariance)
            * (((1 - EulerMascheroni) * NormalDistribution.Quantile(1 - (1.0 / trials.Count)))
                + (EulerMascheroni * NormalDistribution.Quantile(1 - (1.0 / (trials.Count * Math.E)))));

    public static Measure Of(ReadOnlySpan<double> returns, TrialRegister trials, double riskFreeRate) =>
        ProbabilisticSharpeRatio.Of(returns, ExpectedMaximum(trials), riskFreeRate);
}
