using Assay.Features.Windows;

namespace Assay.Features.Catalogue;

/// <summary>
/// The bars of one symbol, one value per session, NaN where there is none. A kernel writes the value of session t from places 0..t only.
/// </summary>
public readonly ref struct SymbolHistory
{
    public required ReadOnlySpan<double> Open { get; init; }

    public required ReadOnlySpan<double> High { get; init; }

    public required ReadOnlySpan<double> Low { get; init; }

    public required ReadOnlySpan<double> Close { get; init; }

    /// <summary>Shares.</summary>
    public required ReadOnlySpan<double> Volume { get; init; }

    /// <summary>Close over the previous session's close, less 1.</summary>
    public required ReadOnlySpan<double> Returns { get; init; }

    /// <summary>Return of the equally weighted universe, see <see cref="UniverseIndex"/>.</summary>
    public required ReadOnlySpan<double> MarketReturns { get; init; }

    /// <summary>Least share of a window's values that must exist, 0..1.</summary>
    public required double MinimumCoverageFraction { get; init; }

    /// <summary>The least number of values for a window of this length.</summary>
    public int MinimumCount(int windowSessions) => (int)Math.Ceiling((MinimumCoverageFraction * windowSessions) - 1e-9);

    /// <summary>ln of the mean over the last sessions by the mean over more of them, from the first session on that has all of them.</summary>
    /// <param name="series">A value per session.</param>
    /// <param name="shortSessions">Length of the recent window.</param>
    /// <param name="longSessions">Length of the window that tells what is usual, at least as long.</param>
    /// <param name="values">Where the ratios go, a value per session; earlier sessions stay as they are.</param>
    public void LogMeanRatio(ReadOnlySpan<double> series, int shortSessions, int longSessions, Span<double> values)
    {
        var minimumShort = MinimumCount(shortSessions);
        var minimumLong = MinimumCount(longSessions);
        for (var t = longSessions - 1; t < values.Length; t++)
        {
            var recent = Window.Mean(series.Slice(t - shortSessions + 1, shortSessions), minimumShort);
            var usual = Window.Mean(series.Slice(t - longSessions + 1, longSessions), minimumLong);
            values[t] = Math.Log(recent / usual);
        }
    }
}
