namespace Assay.MarketData.Calendars;

/// <summary>A later last day of a calendar by dated tables; its holidays up to then are to be listed as closures.</summary>
public sealed record AnnouncedCoverage
{
    /// <summary>Market identifier code, such as <c>XNSE</c>.</summary>
    public required string Exchange { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public required string LastDay { get; init; }

    /// <summary>The announcement, such as the number of a circular.</summary>
    public required string Source { get; init; }
}
