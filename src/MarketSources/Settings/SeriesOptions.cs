namespace Assay.MarketSources.Settings;

/// <summary>How one macro series is read.</summary>
public sealed record SeriesOptions
{
    /// <summary>The vendor's name, such as <c>VIXCLS</c>.</summary>
    public required string Name { get; init; }

    /// <summary>True to read every vintage, each known from the day after it was published; false where a figure is never revised.</summary>
    public required bool Vintages { get; init; }

    /// <summary>Without vintages: hours from the start of the reference day (UTC) until the figure is known.</summary>
    public required int KnownAfterHours { get; init; }
}
