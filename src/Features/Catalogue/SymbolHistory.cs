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
}
