namespace Assay.MarketSources.Settings;

/// <summary>When a source is left alone.</summary>
public sealed record BreakerOptions
{
    /// <summary>This many failures in a row open the breaker.</summary>
    public required int Failures { get; init; }

    /// <summary>Minutes that it stays open before one request may probe.</summary>
    public required int OpenMinutes { get; init; }
}
