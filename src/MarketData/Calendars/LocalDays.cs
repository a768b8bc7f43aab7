using Assay.Domain;
using NodaTime;

namespace Assay.MarketData.Calendars;

/// <summary>Between instants and local days, by NodaTime's own copy of the IANA database, so that the machine's copy has no say.</summary>
public static class LocalDays
{
    /// <summary>True where a zone of that name is known, such as <c>America/New_York</c> or <c>UTC</c>.</summary>
    public static bool IsZone(string zoneId) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is not null;

    /// <summary>The first instant of a local day.</summary>
    public static DateTimeOffset Start(TradingDate date, string zoneId) =>
        DateTimeZoneProviders.Tzdb[zoneId].AtStartOfDay(LocalDate.FromDateOnly(date.ToDateOnly())).ToInstant().ToDateTimeOffset();

    /// <summary>The end of a local day: when something is known of which only the day of publication is.</summary>
    public static DateTimeOffset End(TradingDate date, string zoneId) => Start(date.AddDays(1), zoneId);

    /// <summary>The local day of an instant; null where the zone is unknown.</summary>
    public static TradingDate? Of(DateTimeOffset instant, string zoneId) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is { } zone
        ? TradingDate.FromDateOnly(Instant.FromDateTimeOffset(instant).InZone(zone).Date.ToDateOnly())
        : null;

    /// <summary>The instant of a local time; one that a change of the clocks skips or doubles is the later.</summary>
    public static DateTimeOffset At(DateTime local, string zoneId) => DateTimeZoneProviders.Tzdb[zoneId]
        .ResolveLocal(LocalDateTime.FromDateTime(local), NodaTime.TimeZones.Resolvers.CreateMappingResolver(NodaTime.TimeZones.Resolvers.ReturnLater, NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter))
        .ToInstant().ToDateTimeOffset();
}
