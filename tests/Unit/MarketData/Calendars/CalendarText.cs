using System.Globalization;
using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.Tests.Unit.MarketData.Calendars;

/// <summary>A year of a calendar in the words of the golden tables.</summary>
internal static class CalendarText
{
    public static int SessionCount(ExchangeCalendar calendar, int year) => SessionsOf(calendar, year).Length;

    /// <summary>Weekdays without a session, as MMdd, found day by day.</summary>
    public static string Closed(ExchangeCalendar calendar, int year)
    {
        var closed = new List<string>();
        for (var date = new TradingDate(year, 1, 1); date <= LastDayOf(calendar, year); date = date.AddDays(1))
        {
            if (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !calendar.IsSession(date))
            {
                closed.Add(MonthDay(date));
            }
        }

        return string.Join(' ', closed);
    }

    /// <summary>Early closes as MMdd, with @HH:mm where the local close is not <paramref name="usual"/>.</summary>
    public static string EarlyCloses(ExchangeCalendar calendar, int year, string usual)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.ZoneId);
        var closes = new List<string>();
        foreach (var date in SessionsOf(calendar, year))
        {
            var session = calendar.Session(date);
            if (session.IsEarlyClose)
            {
                var local = TimeZoneInfo.ConvertTime(session.Close, zone).ToString("HH:mm", CultureInfo.InvariantCulture);
                closes.Add(local == usual ? MonthDay(date) : $"{MonthDay(date)}@{local}");
            }
        }

        return string.Join(' ', closes);
    }

    /// <summary>Sessions on a Saturday or a Sunday, as MMdd.</summary>
    public static string Weekends(ExchangeCalendar calendar, int year)
    {
        var dates = new List<string>();
        foreach (var date in SessionsOf(calendar, year))
        {
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                dates.Add(MonthDay(date));
            }
        }

        return string.Join(' ', dates);
    }

    private static ReadOnlySpan<TradingDate> SessionsOf(ExchangeCalendar calendar, int year) =>
        calendar.SessionsIn(new TradingDate(year, 1, 1), LastDayOf(calendar, year));

    private static TradingDate LastDayOf(ExchangeCalendar calendar, int year)
    {
        var last = new TradingDate(year, 12, 31);
        return last < calendar.LastDay ? last : calendar.LastDay;
    }

    private static string MonthDay(TradingDate date) => date.ToDateOnly().ToString("MMdd", CultureInfo.InvariantCulture);
}
