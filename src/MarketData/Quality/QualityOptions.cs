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
}
