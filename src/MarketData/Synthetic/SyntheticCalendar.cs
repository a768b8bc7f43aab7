using Assay.Domain;
using Assay.MarketData.Calendars;

namespace Assay.MarketData.Synthetic;

/// <summary>The sessions of a synthetic market: an exchange's, or weekdays but three fixed holidays.</summary>
internal static class SyntheticCalendar
{
    /// <exception cref="MarketDataException">The exchange's calendar does not cover so many sessions from the start on.</exception>
    public static int[] Sessions(SyntheticOptions options)
    {
        var start = TradingDate.Parse(options.StartDate);
        return options.Calendar is null ? Weekdays(start, options.Sessions) : OfExchange(ExchangeCalendars.Find(options.Calendar), start, options.Sessions);
    }

    private static int[] OfExchange(ExchangeCalendar calendar, TradingDate start, int count)
    {
        var first = calendar.OnOrAfter(start);
        return [.. calendar.SessionsIn(first, calendar.Add(first, count - 1)).ToArray().Select(day => day.DayNumber)];
    }

    private static int[] Weekdays(TradingDate start, int count)
    {
        var sessions = new int[count];
        var found = 0;
        for (var day = start; found < count; day = day.AddDays(1))
        {
            if (IsOpen(day.ToDateOnly()))
            {
                sessions[found++] = day.DayNumber;
            }
        }

        return sessions;
    }

    private static bool IsOpen(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (day.Month, day.Day) is not ((1, 1) or (7, 4) or (12, 25));
}
