using System.Text;
using Assay.Domain;
using NodaTime;

namespace Assay.MarketData.Calendars;

/// <summary>
/// Computes every session of a definition once. Local times become instants by NodaTime's own copy of the IANA database, so that the machine's copy
/// has no say.
/// </summary>
internal static class CalendarBuilder
{
    public static ExchangeCalendar Build(CalendarDefinition definition)
    {
        var zone = DateTimeZoneProviders.Tzdb[definition.ZoneId];
        var closures = new SortedDictionary<TradingDate, string>();
        foreach (var closure in definition.Closures)
        {
            // Where two reasons meet, the first one given stays.
            if (closure.Date >= definition.FirstDay && closure.Date <= definition.LastDay && !YearDays.IsWeekend(closure.Date))
            {
                closures.TryAdd(closure.Date, closure.Reason);
            }
        }

        var special = definition.Special.ToDictionary(hours => hours.Date);
        var sessions = new List<MarketSession>();
        var regular = 0;
        for (var date = definition.FirstDay; date <= definition.LastDay; date = date.AddDays(1))
        {
            while (regular + 1 < definition.Hours.Count && definition.Hours[regular + 1].From <= date)
            {
                regular++;
            }

            if (SessionOn(date, definition.Hours[regular], special.GetValueOrDefault(date), closures.ContainsKey(date), zone) is { } session)
            {
                closures.Remove(date);
                sessions.Add(session);
            }
        }

        var facts = new CalendarFacts
        {
            Exchange = definition.Exchange,
            ZoneId = definition.ZoneId,
            Source = definition.Source,
            Closures = [.. closures.Select(closure => new MarketClosure(closure.Key, closure.Value))],
            SpecialHours = [.. special.Values.Where(hours => hours.Date >= definition.FirstDay && hours.Date <= definition.LastDay).OrderBy(hours => hours.Date)],
        };
        var reference = new CalendarReference(definition.Id, definition.FirstDay, definition.LastDay, DigestOf(definition, sessions));
        return new ExchangeCalendar(definition, reference, facts, [.. sessions]);
    }

    /// <summary>The first instant of a local day.</summary>
    public static DateTimeOffset StartOfDay(TradingDate date, string zoneId) =>
        DateTimeZoneProviders.Tzdb[zoneId].AtStartOfDay(LocalDate.FromDateOnly(date.ToDateOnly())).ToInstant().ToDateTimeOffset();

    private static MarketSession? SessionOn(TradingDate date, RegularHours regular, SpecialHours? special, bool closed, DateTimeZone zone)
    {
        if ((closed || YearDays.IsWeekend(date)) && special is not { Open: not null, Close: not null })
        {
            return special is null
                ? null
                : throw new ArgumentException($"{date} is closed, so that '{special.Reason}' needs an opening and a closing time.", nameof(special));
        }

        var open = special?.Open ?? regular.Open;
        var close = special?.Close ?? regular.Close;
        if (open >= close)
        {
            throw new ArgumentException($"The session of {date} would close at {close} before it opens at {open}.", nameof(special));
        }

        return new MarketSession(date, Instant(date, open, zone), Instant(date, close, zone), open > regular.Open, close < regular.Close);
    }

    private static DateTimeOffset Instant(TradingDate date, TimeOnly time, DateTimeZone zone) =>
        (LocalDate.FromDateOnly(date.ToDateOnly()) + LocalTime.FromTimeOnly(time)).InZoneStrictly(zone).ToInstant().ToDateTimeOffset();

    private static Digest DigestOf(CalendarDefinition definition, List<MarketSession> sessions)
    {
        var text = new StringBuilder();
        text.Append(definition.Id).Append(' ').Append(definition.FirstDay).Append(' ').Append(definition.LastDay).Append('\n');
        foreach (var session in sessions)
        {
            text.Append(session.Date).Append(' ').Append(session.Open.ToUnixTimeSeconds()).Append(' ').Append(session.Close.ToUnixTimeSeconds()).Append('\n');
        }

        return Digest.OfBytes(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
