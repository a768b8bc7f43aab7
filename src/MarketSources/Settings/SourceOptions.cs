namespace Assay.MarketSources.Settings;

/// <summary>One source.</summary>
public sealed record SourceOptions
{
    /// <summary>One of the vendors that Assay speaks with: alphavantage, finnhub, fred, polygon, stooq, tiingo, yahoo.</summary>
    public required string Name { get; init; }

    /// <summary>Scheme and host, perhaps with a path before the vendor's own.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Where the key lies; null for a source without one.</summary>
    public required KeyOptions? Key { get; init; }

    /// <summary>Minutes after a session's close at which the daily bar can be had; bars count as known from then on.</summary>
    public required int DelayMinutes { get; init; }

    /// <summary>All of them hold at once; an empty list sets no limit.</summary>
    public required IReadOnlyList<QuotaOptions> Quotas { get; init; }

    /// <summary>Where the quotas stand, and for which plan.</summary>
    public required string QuotasFrom { get; init; }

    /// <summary>The day on which the quotas were written down (yyyy-MM-dd).</summary>
    public required string QuotasDate { get; init; }
}
