using System.Globalization;
using Assay.Cli.Deployment;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Temporalio.Client.Schedules;

namespace Assay.Cli.Schedules;

/// <summary>When a job starts, in the exchange's own zone and by its sessions, as the service understands it.</summary>
internal static class ScheduleTimes
{
    // Holidays of this year and the two after it; the workflow checks the session itself, so that a later one does no harm.
    private const int YearsAhead = 2;

    /// <param name="job">Its time and rhythm.</param>
    /// <param name="calendar">The exchange.</param>
    /// <param name="today">Today at the exchange; holidays are taken from the first day of its year on.</param>
    public static ScheduleSpec Of(ScheduledJob job, ExchangeCalendar calendar, TradingDate today)
    {
        var at = TimeOnly.ParseExact(job.At, "HH:mm", CultureInfo.InvariantCulture);
        var daily = new ScheduleCalendarSpec { Hour = [new(at.Hour)], Minute = [new(at.Minute)] };
        if (job.Weekday is { } word)
        {
            return Spec(calendar, [daily with { DayOfWeek = [new(ScheduleWords.Weekday(word)!.Value)] }], []);
        }

        if (job.DayOfMonth is { } day)
        {
            return Spec(calendar, [daily with { DayOfMonth = [new(day)] }], []);
        }

        var first = Later(new TradingDate(today.ToDateOnly().Year, 1, 1), calendar.FirstDay);
        var last = Earlier(new TradingDate(today.ToDateOnly().Year + YearsAhead, 12, 31), calendar.LastDay);
        var weekends = new List<ScheduleCalendarSpec>();
        foreach (var session in calendar.SessionsIn(first, last))
        {
            if (session.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                weekends.Add(On(daily, session, "session on a weekend"));
            }
        }

        return Spec(
            calendar,
            [daily with { DayOfWeek = [new(1, 5)] }, .. weekends],
            [.. calendar.Closures.Where(closure => closure.Date >= first && closure.Date <= last).Select(closure => On(daily, closure.Date, closure.Reason))]);
    }

    private static ScheduleSpec Spec(ExchangeCalendar calendar, IReadOnlyCollection<ScheduleCalendarSpec> on, IReadOnlyCollection<ScheduleCalendarSpec> skip) => new()
    {
        Calendars = on,
        Skip = skip,
        TimeZoneName = calendar.ZoneId,
    };

    private static ScheduleCalendarSpec On(ScheduleCalendarSpec time, TradingDate date, string comment)
    {
        var day = date.ToDateOnly();
        return time with { Year = [new(day.Year)], Month = [new(day.Month)], DayOfMonth = [new(day.Day)], Comment = comment };
    }

    private static TradingDate Later(TradingDate left, TradingDate right) => left < right ? right : left;

    private static TradingDate Earlier(TradingDate left, TradingDate right) => left < right ? left : right;
}
