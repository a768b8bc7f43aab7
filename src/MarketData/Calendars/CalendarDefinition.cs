using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>What a calendar is computed from.</summary>
internal sealed record CalendarDefinition
{
    /// <summary>Market identifier code of ISO 10383.</summary>
    public required string Id { get; init; }

    public required string Exchange { get; init; }

    /// <summary>Name in the IANA time zone database.</summary>
    public required string ZoneId { get; init; }

    public required string Source { get; init; }

    public required TradingDate FirstDay { get; init; }

    public required TradingDate LastDay { get; init; }

    /// <summary>Ascending; the first begins no later than <see cref="FirstDay"/>.</summary>
    public required IReadOnlyList<RegularHours> Hours { get; init; }

    /// <summary>In any order; a weekend day among them changes nothing.</summary>
    public required IReadOnlyList<MarketClosure> Closures { get; init; }

    /// <summary>In any order, one per date.</summary>
    public required IReadOnlyList<SpecialHours> Special { get; init; }
}
