using Temporalio.Api.Schedule.V1;

namespace Assay.EmbeddedEngine.Scheduling;

/// <summary>One structured calendar, ready to be matched against local time.</summary>
internal sealed class CalendarMatch
{
    private readonly HashSet<int> daysOfMonth;
    private readonly HashSet<int> months;
    private readonly HashSet<int> daysOfWeek;
    private readonly IReadOnlyList<Temporalio.Api.Schedule.V1.Range> years;
    private readonly HashSet<TimeSpan> times;

    public CalendarMatch(StructuredCalendarSpec calendar)
    {
        daysOfMonth = Expand(calendar.DayOfMonth, 31);
        months = Expand(calendar.Month, 12);
        daysOfWeek = [.. Expand(calendar.DayOfWeek, 7).Select(d => d % 7)];
        years = calendar.Year;
        Times =
        [
            .. from hour in Expand(calendar.Hour, 23).Order()
               from minute in Expand(calendar.Minute, 59).Order()
               from second in Expand(calendar.Second, 59).Order()
               select new TimeSpan(hour, minute, second),
        ];
        times = [.. Times];
    }

    /// <summary>Times of the day, in order.</summary>
    public IReadOnlyList<TimeSpan> Times { get; }

    public bool MatchesMonth(DateTime day) => months.Contains(day.Month) && MatchesYear(day.Year);

    public bool MatchesDay(DateTime day) => MatchesMonth(day) && daysOfMonth.Contains(day.Day) && daysOfWeek.Contains((int)day.DayOfWeek);

    public bool Matches(DateTime local) => MatchesDay(local.Date) && times.Contains(new TimeSpan(local.Hour, local.Minute, local.Second));

    private bool MatchesYear(int year) => years.Count == 0 || years.Any(r =>
        year >= r.Start && year <= Math.Max(r.Start, r.End) && (year - r.Start) % Math.Max(1, r.Step) == 0);

    private static HashSet<int> Expand(IEnumerable<Temporalio.Api.Schedule.V1.Range> ranges, int most)
    {
        var values = new HashSet<int>();
        foreach (var range in ranges)
        {
            for (var value = range.Start; value <= Math.Min(most, Math.Max(range.Start, range.End)); value += Math.Max(1, range.Step))
            {
                values.Add(value);
            }
        }

        return values;
    }
}
