using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.PointInTime;

/// <summary>Since when a source's statement about a day is known, where the source itself does not say: the session's close, and what the source takes to publish it.</summary>
public static class SessionKnowledge
{
    /// <summary>
    /// The close of the day's session plus the delay. A day without a session, a fault that the quality gate is to see, counts from the close of the
    /// session after it; one outside the calendar's years, from the end of the day in UTC.
    /// </summary>
    /// <param name="calendar">The exchange's calendar.</param>
    /// <param name="delay">Declared by the source, zero or more.</param>
    public static Func<TradingDate, DateTimeOffset> CloseOf(ExchangeCalendar calendar, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return day => day < calendar.FirstDay || day > calendar.LastDay
            ? EndOf(day) + delay
            : calendar.Session(calendar.OnOrAfter(day)).Close + delay;
    }

    /// <summary>
    /// For a file of which only the day of its making is known: the open of the session after that day, the first to act on it.
    /// </summary>
    /// <param name="calendar">The exchange's calendar; the day must lie within its years.</param>
    public static Func<TradingDate, DateTimeOffset> SessionAfter(ExchangeCalendar calendar) => day => calendar.Session(calendar.Next(day)).Open;

    private static DateTimeOffset EndOf(TradingDate day) => new DateTimeOffset(day.AddDays(1).ToDateOnly(), TimeOnly.MinValue, TimeSpan.Zero).AddMicroseconds(-1);
}
