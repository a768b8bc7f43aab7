using Assay.Domain;

namespace Assay.MarketData.Synthetic;

/// <summary>The sessions of a synthetic market: weekdays but three fixed holidays.</summary>
internal static class SyntheticCalendar
{
    public static int[] Sessions(TradingDate start, int count)
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
