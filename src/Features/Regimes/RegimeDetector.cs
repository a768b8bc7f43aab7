using Assay.Features.Windows;
using Assay.MarketData.Panels;

namespace Assay.Features.Regimes;

/// <summary>
/// Regimes from the equally weighted universe index. Below its mean with volatility above the upper quantile of its own past: Risk-Off.
/// Above its mean with volatility below the lower quantile and enough breadth: Risk-On. Else Normal. The regime of t uses closes up to and
/// including t. Until enough sessions exist, or where an input is not defined, the regime is Normal and marked as not established.
/// </summary>
public static class RegimeDetector
{
    public static RegimeSeries Detect(MarketPanel market, UniversePanel universe, RegimeOptions options)
    {
        var sessions = market.Axis.SessionCount;
        var returns = UniverseIndex.Returns(market, universe);
        var levels = LevelsOf(returns, out var first);
        var breadth = BreadthOf(market, universe, options.BreadthWindowSessions);
        var volatility = new double[sessions];
        Array.Fill(volatility, double.NaN);
        for (var t = options.VolatilityWindowSessions; t < sessions; t++)
        {
            var start = t - options.VolatilityWindowSessions + 1;
            volatility[t] = Window.Deviation(returns.AsSpan(start, options.VolatilityWindowSessions), options.VolatilityWindowSessions);
        }

        var values = new Regime[sessions];
        var established = new bool[sessions];
        var past = new double[options.QuantileWindowSessions];
        Array.Fill(values, Regime.Normal);
        for (var t = first + options.EstablishedSessions - 1; t < sessions; t++)
        {
            var start = t - options.MeanWindowSessions + 1;
            var mean = Window.Mean(levels.AsSpan(start, options.MeanWindowSessions), options.MeanWindowSessions);
            if (double.IsNaN(mean) || double.IsNaN(volatility[t]) || double.IsNaN(breadth[t]))
            {
                continue;
            }

            var oldest = Math.Max(0, t - options.QuantileWindowSessions + 1);
            var known = SortedDefined(volatility.AsSpan(oldest, t - oldest + 1), past);
            established[t] = true;
            values[t] = (levels[t] < mean, levels[t] > mean) switch
            {
                (true, _) when volatility[t] > Quantile.OfSorted(known, options.RiskOffVolatilityQuantile) => Regime.RiskOff,
                (_, true) when volatility[t] < Quantile.OfSorted(known, options.RiskOnVolatilityQuantile)
                    && breadth[t] > options.RiskOnBreadthFraction => Regime.RiskOn,
                _ => Regime.Normal,
            };
        }

        return new RegimeSeries(market.Axis.Sessions, values, established);
    }

    /// <summary>
    /// The index, 1 on the session before its first return; NaN on a session without return, which the next ones skip over.
    /// </summary>
    private static double[] LevelsOf(double[] returns, out int first)
    {
        var levels = new double[returns.Length];
        Array.Fill(levels, double.NaN);
        first = Array.FindIndex(returns, change => !double.IsNaN(change)) - 1;
        if (first < 0)
        {
            first = returns.Length;
            return levels;
        }

        var level = 1.0;
        levels[first] = level;
        for (var t = first + 1; t < returns.Length; t++)
        {
            if (!double.IsNaN(returns[t]))
            {
                level *= 1.0 + returns[t];
                levels[t] = level;
            }
        }

        return levels;
    }

    /// <summary>
    /// Per session, the share of members above their own mean close; names without a close on each session of the window are left out.
    /// </summary>
    private static double[] BreadthOf(MarketPanel market, UniversePanel universe, int window)
    {
        var axis = market.Axis;
        var above = new int[axis.SessionCount];
        var counted = new int[axis.SessionCount];
        for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
        {
            var closes = market.Close.HistoryOf(symbol);
            for (var t = window - 1; t < closes.Length; t++)
            {
                if (!universe.IsMember(t, symbol))
                {
                    continue;
                }

                var mean = Window.Mean(closes.Slice(t - window + 1, window), window);
                if (!double.IsNaN(mean))
                {
                    counted[t]++;
                    above[t] += closes[t] > mean ? 1 : 0;
                }
            }
        }

        var breadth = new double[axis.SessionCount];
        for (var t = 0; t < breadth.Length; t++)
        {
            breadth[t] = counted[t] > 0 ? (double)above[t] / counted[t] : double.NaN;
        }

        return breadth;
    }

    private static ReadOnlySpan<double> SortedDefined(ReadOnlySpan<double> values, double[] buffer)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                buffer[count++] = value;
            }
        }

        var defined = buffer.AsSpan(0, count);
        defined.Sort();
        return defined;
    }
}
