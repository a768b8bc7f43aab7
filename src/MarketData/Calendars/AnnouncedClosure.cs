namespace Assay.MarketData.Calendars;

/// <summary>A weekday on which an exchange will not open.</summary>
public sealed record AnnouncedClosure
{
    /// <summary>Market identifier code, such as <c>XNYS</c>.</summary>
    public required string Exchange { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public required string Date { get; init; }

    public required string Reason { get; init; }
}
