using Assay.MarketData.Panels;

namespace Assay.Features;

/// <summary>
/// The equally weighted universe, rebalanced daily: its return at t is the mean close-to-close return of those who were members at
/// t − 1 and have a close on both sessions, so that joining the universe after a rise earns nothing.
/// </summary>
public static class UniverseIndex
{
    /// <returns>One return per session; NaN on the first, and where no member has both closes.</returns>
    public static double[] Returns(MarketPanel market, UniversePanel universe)
    {
        var axis = market.Axis;
        var sums = new double[axis.SessionCount];
        var counts = new int[axis.SessionCount];
        for (var symbol = 0; symbol < axis.SymbolCount; symbol++)
        {
            var closes = market.Close.HistoryOf(symbol);
            var member = universe.Member.AsSpan(axis.IndexOf(0, symbol), axis.SessionCount);
            for (var t = 1; t < closes.Length; t++)
            {
                var change = (closes[t] / closes[t - 1]) - 1.0;
                if (member[t - 1] && double.IsFinite(change))
                {
                    sums[t] += change;
                    counts[t]++;
                }
            }
        }

        for (var t = 0; t < sums.Length; t++)
        {
            sums[t] = counts[t] > 0 ? sums[t] / counts[t] : double.NaN;
        }

        return sums;
    }
}
