namespace Assay.MarketSources.Settings;

/// <summary>How much a source counts in a blended sentiment score.</summary>
public sealed record SentimentWeight
{
    public required string Source { get; init; }

    /// <summary>Above 0; only the proportions matter.</summary>
    public required double Weight { get; init; }
}
