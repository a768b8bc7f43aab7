using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Import;

/// <summary>Since when the rows of a file are known, by what a person says of it.</summary>
internal static class FileKnowledge
{
    /// <summary>Of a session: its close and the source's delay, but not before the session after the day on which the file was made.</summary>
    public static Func<TradingDate, DateTimeOffset> OfSessions(ImportRules rules, ExchangeCalendar calendar)
    {
        var close = SessionKnowledge.CloseOf(calendar, TimeSpan.FromMinutes(rules.DelayMinutes));
        if (rules.KnownSince is not { } made)
        {
            return close;
        }

        var earliest = SessionKnowledge.SessionAfter(calendar)(made);
        return day => close(day) is var known && known > earliest ? known : earliest;
    }

    /// <summary>Of a list of a day: the open of the session after it, the first that can act on it.</summary>
    public static DateTimeOffset OfList(TradingDate day, ExchangeCalendar calendar) => SessionKnowledge.SessionAfter(calendar)(day);

    /// <summary>Of all that is said on a day of the calendar: the end of that day where the exchange is.</summary>
    public static DateTimeOffset OfDay(TradingDate day, ExchangeCalendar calendar) => LocalDays.End(day, calendar.ZoneId);
}
