namespace Assay.MarketData.Calendars;

/// <summary>A session with hours of its own, in place of what the calendar knew of that date.</summary>
public sealed record AnnouncedHours
{
    /// <summary>Market identifier code, such as <c>XNSE</c>.</summary>
    public required string Exchange { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public required string Date { get; init; }

    /// <summary>Local opening time, HH:mm.</summary>
    public required string Open { get; init; }

    /// <summary>Local closing time, HH:mm, after the opening.</summary>
    public required string Close { get; init; }

    public required string Reason { get; init; }
}
