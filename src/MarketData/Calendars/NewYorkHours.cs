using Assay.Domain;
using static Assay.MarketData.Calendars.YearDays;

namespace Assay.MarketData.Calendars;

/// <summary>
/// Sessions of the New York exchanges that did not last from 09:30 to 16:00. The planned ones follow the exchanges' yearly announcements and hold
/// for both; those of <see cref="NyseAlone"/> are of NYSE's own list of special closings, and Nasdaq's practice of those days is not known here.
/// </summary>
internal static class NewYorkHours
{
    public static readonly TimeOnly Open = new(9, 30);
    public static readonly TimeOnly Close = new(16, 0);

    private static readonly TimeOnly OneOClock = new(13, 0);
    private static readonly TimeOnly TwoOClock = new(14, 0);

    public static IReadOnlyList<SpecialHours> NyseAlone =>
    [
        new(new TradingDate(1990, 12, 27), new TimeOnly(11, 0), null, "Transformer explosion at the power supplier"),
        new(new TradingDate(1991, 1, 17), new TimeOnly(9, 31), null, "Moment of silence for the troops in the Gulf"),
        new(new TradingDate(1991, 2, 25), new TimeOnly(9, 31), null, "Moment of silence for the troops in the Gulf"),
        new(new TradingDate(1994, 2, 11), null, new TimeOnly(14, 30), "Snowstorm"),
        new(new TradingDate(1995, 12, 18), new TimeOnly(10, 30), null, "Computer trouble"),
        new(new TradingDate(1996, 1, 8), new TimeOnly(11, 0), TwoOClock, "Snowstorm"),
        new(new TradingDate(1997, 10, 27), null, new TimeOnly(15, 30), "Circuit breaker"),
        new(new TradingDate(2001, 9, 17), new TimeOnly(9, 33), null, "Two minutes of silence for the dead of 11 September"),
        new(new TradingDate(2001, 10, 8), new TimeOnly(9, 31), null, "Moment of silence for the troops"),
        new(new TradingDate(2002, 9, 11), new TimeOnly(12, 0), null, "First anniversary of 11 September"),
        new(new TradingDate(2003, 3, 20), new TimeOnly(9, 32), null, "Moment of silence for the troops"),
        new(new TradingDate(2004, 6, 7), new TimeOnly(9, 32), null, "Moment of silence for President Reagan"),
        new(new TradingDate(2005, 6, 1), null, new TimeOnly(15, 56), "Communication trouble"),
        new(new TradingDate(2006, 12, 27), new TimeOnly(9, 32), null, "Moment of silence for President Ford"),
    ];

    public static IReadOnlyList<SpecialHours> Planned(int firstYear, int lastYear) =>
    [
        .. Enumerable.Range(firstYear, lastYear - firstYear + 1).SelectMany(ByRule),
        new(new TradingDate(1997, 12, 26), null, OneOClock, "Friday after Christmas"),
        new(new TradingDate(1999, 12, 31), null, OneOClock, "Eve of the year 2000"),
        new(new TradingDate(2003, 12, 26), null, OneOClock, "Friday after Christmas"),
    ];

    private static IEnumerable<SpecialHours> ByRule(int year)
    {
        // Before 1993 an early close was at two.
        var early = year < 1993 ? TwoOClock : OneOClock;
        if (year >= 1995)
        {
            // A Thursday's holiday left the Friday after it short until 2012, the Wednesday before it since 2013.
            var third = new TradingDate(year, 7, 3);
            if (third.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Tuesday or DayOfWeek.Thursday || (third.DayOfWeek == DayOfWeek.Wednesday && year >= 2013))
            {
                yield return new SpecialHours(third, null, early, "Day before Independence Day");
            }
            else if (third.DayOfWeek == DayOfWeek.Wednesday)
            {
                yield return new SpecialHours(third.AddDays(2), null, early, "Day after Independence Day");
            }
        }

        if (year >= 1992)
        {
            yield return new SpecialHours(Nth(year, 11, DayOfWeek.Thursday, 4).AddDays(1), null, early, "Day after Thanksgiving");
        }

        // On a Friday the exchange is closed, for Christmas is a Saturday then.
        var christmasEve = new TradingDate(year, 12, 24);
        if (christmasEve.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Thursday)
        {
            yield return new SpecialHours(christmasEve, null, early, "Christmas Eve");
        }
    }
}
