using Assay.Domain;
using static Assay.MarketData.Calendars.YearDays;

namespace Assay.MarketData.Calendars;

/// <summary>
/// Trading hours of the London Stock Exchange. The opening moved from 08:30 to 09:00 on 20 July 1998 and to 08:00 on 20 September 1999 (Stock Exchange
/// Notice N47/99). Half days end at 12:30 on the last weekdays before Christmas and New Year; before 2000 that is today's rule carried back.
/// </summary>
internal static class LondonHours
{
    private static readonly TimeOnly Close = new(16, 30);
    private static readonly TimeOnly HalfDayClose = new(12, 30);

    public static IReadOnlyList<RegularHours> Regular(TradingDate firstDay) =>
    [
        new(firstDay, new TimeOnly(8, 30), Close),
        new(new TradingDate(1998, 7, 20), new TimeOnly(9, 0), Close),
        new(new TradingDate(1999, 9, 20), new TimeOnly(8, 0), Close),
    ];

    public static IReadOnlyList<SpecialHours> HalfDays(int firstYear, int lastYear) =>
        [.. Enumerable.Range(firstYear, lastYear - firstYear + 1).SelectMany(ByRule)];

    private static IEnumerable<SpecialHours> ByRule(int year)
    {
        yield return new SpecialHours(WeekdayOnOrBefore(new TradingDate(year, 12, 24)), null, HalfDayClose, "Christmas Eve");
        if (year != 1999)
        {
            yield return new SpecialHours(WeekdayOnOrBefore(new TradingDate(year, 12, 31)), null, HalfDayClose, "New Year's Eve");
        }
    }
}
