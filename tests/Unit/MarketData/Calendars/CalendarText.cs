using System.Globalization;
using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.Tests.Unit.MarketData.Calendars;

/// <summary>A year of a calendar in the words of the golden tables.</summary>
internal static class CalendarText
{
    public static int SessionCount(ExchangeCalendar calendar, int year) => calendar.SessionsIn(new TradingDate(year, 1, 1), new TradingDate(year, 12, 31)).Length;

    /// <summary>Weekdays without a session, as MMdd, found day by day.</summary>
    public static string Closed(ExchangeCalendar calendar, int year)
    {
        var closed = new List<string>();
        for (var date = new TradingDate(year, 1, 1); date <= new TradingDate(year, 12, 31); date = date.AddDays(1))
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
        foreach (var date in calendar.SessionsIn(new TradingDate(year, 1, 1), new TradingDate(year, 12, 31)))
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

    private static string MonthDay(TradingDate date) => date.ToDateOnly().ToString("MMdd", CultureInfo.InvariantCulture);
}
