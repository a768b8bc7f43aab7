namespace Assay.MarketSources.Settings;

/// <summary>How quotes are judged.</summary>
public sealed record QuoteOptions
{
    /// <summary>A quote is stale once the exchange has traded for more minutes than these since the instant it is of; nights and holidays do not count.</summary>
    public required int StaleMinutes { get; init; }
}
