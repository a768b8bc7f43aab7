namespace Assay.MarketSources.Desk;

/// <summary>How a look at one symbol ended.</summary>
public enum QuoteOutcome
{
    /// <summary>A quote of now, or of the last session while the exchange is closed.</summary>
    Known,

    /// <summary>The best quote is older than the configuration allows.</summary>
    Stale,

    /// <summary>Every source that was asked says that it knows no such symbol.</summary>
    Unknown,

    /// <summary>No source gave anything that can be used.</summary>
    Failed,
}
