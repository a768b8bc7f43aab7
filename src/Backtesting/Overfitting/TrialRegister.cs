using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Overfitting;

/// <summary>How much was tried before the best was chosen, pruned trials included.</summary>
/// <param name="Count">Number of trials, ≥ 1.</param>
/// <param name="DailySharpeVariance">Sample variance of the trials' daily (not annual) Sharpe ratios, ≥ 0.</param>
public sealed record TrialRegister(int Count, double DailySharpeVariance)
{
    /// <summary>From the daily Sharpe ratios of all trials; undefined ones count as trials but not for the variance.</summary>
    public static TrialRegister Of(ReadOnlySpan<double> dailySharpeRatios)
    {
        ArgumentOutOfRangeException.ThrowIfZero(dailySharpeRatios.Length);
        var known = new List<double>(dailySharpeRatios.Length);
        foreach (var ratio in dailySharpeRatios)
        {
            if (double.IsFinite(ratio))
            {
                known.Add(ratio);
            }
        }

        return new TrialRegister(dailySharpeRatios.Length, known.Count < 2 ? 0 : Moments.Variance([.. known]));
    }
}
