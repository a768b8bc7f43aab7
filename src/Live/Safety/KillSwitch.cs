using System.Globalization;
using Assay.Backtesting.Measures;

namespace Assay.Live.Safety;

/// <summary>Blocks new buys after a large loss, a deep drawdown, or weeks of poor returns (LR-10).</summary>
public static class KillSwitch
{
    /// <param name="dailyReturns">Returns of the live history, oldest first, fractions.</param>
    /// <param name="riskFreeRate">Of a year, a fraction.</param>
    /// <param name="options">Thresholds.</param>
    public static KillSwitchResult Judge(ReadOnlySpan<double> dailyReturns, double riskFreeRate, KillSwitchOptions options)
    {
        var reasons = new List<string>();
        double? latest = dailyReturns.IsEmpty ? null : dailyReturns[^1];
        if (latest < -options.DailyLossFraction)
        {
            reasons.Add(Text($"the session's loss is {-latest:p2}, above {options.DailyLossFraction:p0}"));
        }

        var drawdown = DeepestNow(dailyReturns);
        if (drawdown < -options.DrawdownFraction)
        {
            reasons.Add(Text($"the drawdown is {-drawdown:p2}, above {options.DrawdownFraction:p0}"));
        }

        var sharpe = dailyReturns.Length < options.SharpeWindowSessions
            ? null
            : SharpeRatio.Of(dailyReturns[^options.SharpeWindowSessions..], riskFreeRate).Value;
        if (sharpe < options.MinSharpe)
        {
            reasons.Add(Text($"the Sharpe ratio of {options.SharpeWindowSessions} sessions is {sharpe:f2}, below {options.MinSharpe:f2}"));
        }

        return new KillSwitchResult(reasons.Count > 0, reasons.Count == 0 ? null : string.Join("; ", reasons), latest, sharpe, drawdown);
    }

    /// <summary>Loss of the last value against the highest so far, at most 0.</summary>
    private static double DeepestNow(ReadOnlySpan<double> returns)
    {
        double equity = 1;
        double peak = 1;
        foreach (var value in returns)
        {
            equity *= 1 + value;
            peak = Math.Max(peak, equity);
        }

        return (equity / peak) - 1;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
