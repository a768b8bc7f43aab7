namespace Assay.MarketData.Universe;

/// <summary>What a symbol needs on a day to belong to that day's universe, besides index membership where it is known.</summary>
public sealed record UniverseOptions
{
    /// <summary>Sessions with a bar before the day. 1 to 2,520.</summary>
    public required int MinimumHistorySessions { get; init; }

    /// <summary>Lowest close of the day. Quote currency, at least 0.</summary>
    public required double MinimumPrice { get; init; }

    /// <summary>Sessions, the day included, over which the median of dollar volume is taken; those without a bar or a volume do not count. 1 to 252.</summary>
    public required int DollarVolumeSessions { get; init; }

    /// <summary>Lowest median of close × volume; not asked of a symbol without any known volume. Quote currency a session, at least 0.</summary>
    public required double MinimumDollarVolume { get; init; }

    /// <summary>Sectors as sources spell them; what stands in none of the entries stays as it is. No spelling twice, and none that is another entry's sector.</summary>
    public required IReadOnlyList<SectorNameOptions> SectorNames { get; init; }
}
