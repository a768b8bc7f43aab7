namespace Assay.MarketSources.Settings;

/// <summary>So many requests in any stretch of a window.</summary>
public sealed record QuotaOptions
{
    public required int Requests { get; init; }

    /// <summary>minute, hour or day.</summary>
    public required string Window { get; init; }

    internal int WindowSeconds => Window switch
    {
        "minute" => 60,
        "hour" => 3600,
        _ => 86400,
    };
}
