using System.Collections.Frozen;
using System.Collections.Immutable;
using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>The calendars that Assay knows, each computed at its first use.</summary>
public static class ExchangeCalendars
{
    public const string NyseId = "XNYS";
    public const string NasdaqId = "XNAS";
    public const string LondonId = "XLON";
    public const string IndiaId = "XNSE";

    private const int FirstYear = 1990;
    private const int LastYear = 2030;

    private static readonly TradingDate First = new(FirstYear, 1, 1);
    private static readonly TradingDate Last = new(LastYear, 12, 31);

    private static readonly FrozenDictionary<string, Lazy<ExchangeCalendar>> Known = new[] { NyseId, NasdaqId, LondonId, IndiaId }.ToFrozenDictionary(
        id => id,
        id => new Lazy<ExchangeCalendar>(() => CalendarBuilder.Build(Definition(id))),
        StringComparer.Ordinal);

    /// <summary>Market identifier codes, ascending.</summary>
    public static ImmutableArray<string> Ids { get; } = [LondonId, NasdaqId, NyseId, IndiaId];

    public static ExchangeCalendar Nyse => Known[NyseId].Value;

    public static ExchangeCalendar Nasdaq => Known[NasdaqId].Value;

    public static ExchangeCalendar LondonStockExchange => Known[LondonId].Value;

    public static ExchangeCalendar NationalStockExchangeOfIndia => Known[IndiaId].Value;

    /// <param name="id">Market identifier code of ISO 10383, in capitals.</param>
    /// <exception cref="MarketDataException">No such calendar is known.</exception>
    public static ExchangeCalendar Find(string id) => Known.TryGetValue(id, out var calendar)
        ? calendar.Value
        : throw new MarketDataException($"No exchange calendar '{id}' is known; choose one of {string.Join(", ", Ids)}.");

    /// <param name="id">One of <see cref="Ids"/>.</param>
    internal static CalendarDefinition Definition(string id) => id switch
    {
        NyseId => NewYork(
            NyseId,
            "New York Stock Exchange",
            "NYSE Rule 7.2 (before it Rule 51) and the exchange's list of special closings; one-off closures as known in 2026",
            NewYorkHours.NyseAlone),
        NasdaqId => NewYork(
            NasdaqId,
            "Nasdaq",
            "Nasdaq's holiday schedule, which is the New York Stock Exchange's; one-off closures as known in 2026; unplanned shortened sessions not known",
            []),
        LondonId => London(),
        IndiaId => India(),
        _ => throw new ArgumentException($"'{id}' has no definition.", nameof(id)),
    };

    private static CalendarDefinition NewYork(string id, string exchange, string source, IReadOnlyList<SpecialHours> ownHours) => new()
    {
        Id = id,
        Exchange = exchange,
        ZoneId = "America/New_York",
        Source = source,
        FirstDay = First,
        LastDay = Last,
        Hours = [new RegularHours(First, NewYorkHours.Open, NewYorkHours.Close)],
        Closures = NewYorkClosures.Of(FirstYear, LastYear),
        Special = [.. NewYorkHours.Planned(FirstYear, LastYear), .. ownHours],
    };

    private static CalendarDefinition London() => new()
    {
        Id = LondonId,
        Exchange = "London Stock Exchange",
        ZoneId = "Europe/London",
        Source = "Bank holidays of England by the Act of 1971 and proclamations as known in 2026; hours by Stock Exchange Notice N47/99 and its forerunners",
        FirstDay = First,
        LastDay = Last,
        Hours = LondonHours.Regular(First),
        Closures = LondonClosures.Of(FirstYear, LastYear),
        Special = LondonHours.HalfDays(FirstYear, LastYear),
    };

    private static CalendarDefinition India()
    {
        var firstDay = new TradingDate(2015, 1, 1);
        return new CalendarDefinition
        {
            Id = IndiaId,
            Exchange = "National Stock Exchange of India",
            ZoneId = "Asia/Kolkata",
            Source = "The exchange's circulars on holidays and special sessions of the capital market segment, 2015 to August 2026",
            FirstDay = firstDay,

            // The hours of the Muhurat session on Sunday 8 November 2026 were still to be announced.
            LastDay = new TradingDate(2026, 11, 7),
            Hours = [new RegularHours(firstDay, IndiaHours.Open, IndiaHours.Close)],
            Closures = IndiaClosures.All,
            Special = IndiaHours.Special,
        };
    }
}
