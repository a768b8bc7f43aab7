namespace Assay.Models.Splits;

/// <summary>How the walk-forward cuts a history.</summary>
public sealed record WalkForwardOptions
{
    /// <summary>Windows for histories up to <see cref="LongHistoryAboveYears"/>.</summary>
    public required WindowLengths Standard { get; init; }

    /// <summary>Windows for longer histories.</summary>
    public required WindowLengths LongHistory { get; init; }

    /// <summary>Calendar years, 1..50, from the first to the last session, above which a history is long.</summary>
    public required int LongHistoryAboveYears { get; init; }

    /// <summary>Sessions between the end of the last training label and the first session of the next part, 0..60.</summary>
    public required int EmbargoSessions { get; init; }

    /// <summary>Share of the training window's latest sessions that early stopping looks at, above 0 and up to 0.5.</summary>
    public required double ValidationFraction { get; init; }

    /// <summary>A last test window with fewer sessions than this joins the one before it, 1..60.</summary>
    public required int MinimumTestSessions { get; init; }

    /// <summary>The quick profile keeps the latest test windows of so many calendar months, 1..36, in whole windows.</summary>
    public required int QuickTestMonths { get; init; }
}
