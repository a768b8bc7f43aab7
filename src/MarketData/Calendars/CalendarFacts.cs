using System.Collections.Immutable;

namespace Assay.MarketData.Calendars;

/// <summary>What a calendar says of itself besides its sessions.</summary>
internal sealed record CalendarFacts
{
    public required string Exchange { get; init; }

    public required string ZoneId { get; init; }

    public required string Source { get; init; }

    public required ImmutableArray<MarketClosure> Closures { get; init; }

    public required ImmutableArray<SpecialHours> SpecialHours { get; init; }
}
