using Assay.MarketData.Panels;
using Assay.Numerics.Covariance;

namespace Assay.Portfolio.Covariance;

/// <summary>
/// The simple close-to-close returns of the sessions up to a decision, and the shrunk covariance they give. A return needs a close on
/// both of its sessions. Keeps the covariances of the present session, so that optimizers that face the same names share one.
/// Not safe for use by several threads.
/// </summary>
public sealed class ReturnWindow
{
    private readonly Panel close;
    private readonly int sessions;
    private readonly List<(int[] Symbols, ShrunkCovariance Covariance)> cache = [];
    private int cachedSession = -1;

    /// <param name="close">Closing prices.</param>
    /// <param name="sessions">Returns in the window.</param>
    public ReturnWindow(Panel close, int sessions)
    {
        this.close = close;
        this.sessions = sessions;
    }

    /// <summary>How many returns of the window that ends with this session are known.</summary>
    public int CountOf(int session, int symbol)
    {
        var history = close.HistoryOf(symbol);
        var count = 0;
        for (var t = Math.Max(1, session - sessions + 1); t <= session; t++)
        {
            count += double.IsNaN(history[t] / history[t - 1]) ? 0 : 1;
        }

        return count;
    }

    /// <summary>
    /// Covariance of daily returns. A missing return counts as the name's mean, and the name's deviations are enlarged so that its variance
    /// stays that of the returns it has.
    /// </summary>
    /// <param name="session">Last session of the window.</param>
    /// <param name="symbols">Names, ascending; each with at least one return.</param>
    public ShrunkCovariance CovarianceOf(int session, ReadOnlySpan<int> symbols)
    {
        if (session != cachedSession)
        {
            cache.Clear();
            cachedSession = session;
        }

        foreach (var (names, covariance) in cache)
        {
            if (symbols.SequenceEqual(names))
            {
                return covariance;
            }
        }

        var first = Math.Max(1, session - sessions + 1);
        var length = session - first + 1;
        var deviations = new double[symbols.Length * length];
        for (var i = 0; i < symbols.Length; i++)
        {
            FillDeviations(close.HistoryOf(symbols[i]).Slice(first - 1, length + 1), deviations.AsSpan(i * length, length));
        }

        var result = LedoitWolfEstimator.Estimate(deviations, symbols.Length, length);
        cache.Add((symbols.ToArray(), result));
        return result;
    }

    private static void FillDeviations(ReadOnlySpan<double> prices, Span<double> deviations)
    {
        var sum = 0.0;
        var count = 0;
        for (var t = 0; t < deviations.Length; t++)
        {
            deviations[t] = (prices[t + 1] / prices[t]) - 1;
            if (!double.IsNaN(deviations[t]))
            {
                sum += deviations[t];
                count++;
            }
        }

        if (count == 0)
        {
            throw new ArgumentException("A name without any return in the window has no covariance.", nameof(prices));
        }

        var enlargement = Math.Sqrt((double)deviations.Length / count);
        for (var t = 0; t < deviations.Length; t++)
        {
            deviations[t] = double.IsNaN(deviations[t]) ? 0 : (deviations[t] - (sum / count)) * enlargement;
        }
    }
}
