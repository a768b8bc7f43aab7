namespace Assay.MarketData.Quality;

/// <summary>Thresholds of the quality gate. Shares and fractions lie in 0..1.</summary>
public sealed record QualityOptions
{
    /// <summary>
    /// A symbol with fewer usable rows in the whole file is quarantined. Rows, at least 1. Since that count is only known at the file's end,
    /// it must not exceed the history that the universe asks for: then no decision ever depended on such a symbol.
    /// </summary>
    public required int MinimumSymbolRows { get; init; }

    /// <summary>How many earlier dates a date's number of rows is compared with (their largest number counts). Dates, at least 1.</summary>
    public required int SessionReferenceDates { get; init; }

    /// <summary>A date with less than this share of that number is not a session, and its rows are quarantined. 0 switches the rule off.</summary>
    public required double MinimumSessionShare { get; init; }

    /// <summary>A close-to-close return further than this from the day's median return is a jump. Fraction, over 0.</summary>
    public required double JumpFraction { get; init; }

    /// <summary>Ratios of usual splits, shares after for one before; the inverses of those from 2 on count too. Over 1.</summary>
    public required IReadOnlyList<double> SplitRatios { get; init; }

    /// <summary>A jump is split-like where open or close lies this near to such a ratio, as a fraction of it, and the other at most twice as far. Fraction, over 0.</summary>
    public required double SplitTolerance { get; init; }

    /// <summary>A close is suspected of being a bad print when it moved at least this far against the market. Logarithm of the ratio, over 0.</summary>
    public required double RevertFraction { get; init; }

    /// <summary>And at least this many times what is usual for the symbol (deviation of its earlier returns from the market's). Over 0.</summary>
    public required double RevertDeviations { get; init; }

    /// <summary>And the next open took back at least this share of the move. Over 0, up to 1.</summary>
    public required double RevertShare { get; init; }

    /// <summary>High and low further apart than this, and than <see cref="RangeMultiple"/> usual ranges of the symbol, are absurd. Fraction of the low, over 0.</summary>
    public required double RangeFraction { get; init; }

    /// <summary>See <see cref="RangeFraction"/>. At least 1.</summary>
    public required double RangeMultiple { get; init; }

    /// <summary>
    /// A high or low further from open and close than this, and than <see cref="ShadowMultiple"/> usual ranges, stands alone where fewer than
    /// <see cref="ClusterSymbols"/> symbols have one that day. Fraction, over 0.
    /// </summary>
    public required double ShadowFraction { get; init; }

    /// <summary>See <see cref="ShadowFraction"/>. At least 1.</summary>
    public required double ShadowMultiple { get; init; }

    /// <summary>A volume below this is low for a symbol that usually trades ten times as much, or of which nothing is known yet. Shares, at least 0.</summary>
    public required double LowVolumeShares { get; init; }

    /// <summary>A volume this many times above or below what is usual for the symbol is a break. Over 1.</summary>
    public required double VolumeMultiple { get; init; }

    /// <summary>Two bars of a symbol with the same four prices at most this many sessions apart echo each other. Sessions, at least 1.</summary>
    public required int EchoSessions { get; init; }

    /// <summary>The same further apart counts where at least so many symbols have it on the same two dates, or where the volumes agree. Symbols, at least 2.</summary>
    public required int ClusterSymbols { get; init; }

    /// <summary>Bars that repeat the previous day's are a cluster of their day from this share of its rows on (and <see cref="ClusterSymbols"/>).</summary>
    public required double FrozenClusterShare { get; init; }

    /// <summary>A date on which a smaller share of the symbols that just traded has a clean row is reported.</summary>
    public required double MinimumDateCoverage { get; init; }

    /// <summary>A symbol whose last row lies within this many sessions of the end counts as existing to the end. Sessions, at least 0.</summary>
    public required int SurvivorEndSessions { get; init; }

    /// <summary>Findings listed per rule; the counts are always of all. At least 1.</summary>
    public required int MaximumFindingsPerRule { get; init; }

    /// <summary>The verdict is <c>degraded</c> above this share of quarantined rows.</summary>
    public required double DegradedAboveQuarantinedShare { get; init; }

    /// <summary>The verdict is <c>degraded</c> above this share of warnings to rows (warnings about the file as a whole do not count).</summary>
    public required double DegradedAboveWarningShare { get; init; }

    /// <summary>The verdict is <c>fail</c>, and the chain stops, above this share of quarantined rows. Not below the degraded one.</summary>
    public required double FailAboveQuarantinedShare { get; init; }

    /// <summary>The verdict is <c>degraded</c> where a smaller share of the sessions within the symbols' lives has a clean row.</summary>
    public required double DegradedBelowCoverage { get; init; }

    /// <summary>The verdict is <c>fail</c> below this coverage. Not above the degraded one.</summary>
    public required double FailBelowCoverage { get; init; }

    /// <summary>The verdict is <c>degraded</c> where the data end more than so many sessions before the instant they are judged for. Sessions, at least 0.</summary>
    public required int DegradedAboveStaleSessions { get; init; }

    /// <summary>Closes of two sources further apart than this differ. Fraction, over 0.</summary>
    public required double DifferentFraction { get; init; }

    /// <summary>Closes of two sources further apart than this contradict each other. Fraction, not below the other.</summary>
    public required double ContradictedFraction { get; init; }

    /// <summary>The verdict is <c>degraded</c> above this share of contradicted closes among those compared.</summary>
    public required double DegradedAboveContradictedShare { get; init; }
}
