using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>Days of a year that are found by rule.</summary>
internal static class YearDays
{
    /// <param name="ordinal">1 for the first such weekday of the month.</param>
    public static TradingDate Nth(int year, int month, DayOfWeek weekday, int ordinal)
    {
        var first = new TradingDate(year, month, 1);
        var ahead = ((int)weekday - (int)first.DayOfWeek + 7) % 7;
        return first.AddDays(ahead + (7 * (ordinal - 1)));
    }

    public static TradingDate Last(int year, int month, DayOfWeek weekday)
    {
        var last = new TradingDate(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)weekday + 7) % 7));
    }

    /// <summary>Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature, 20 April 1876; Meeus, Astronomical Algorithms, 1991, chapter 8).</summary>
    public static TradingDate EasterSunday(int year)
    {
        var golden = year % 19;
        var (century, ofCentury) = Math.DivRem(year, 100);
        var (leapCenturies, centuryRest) = Math.DivRem(century, 4);
        var moonShift = (century + 8) / 25;
        var moonCorrection = (century - moonShift + 1) / 3;
        var epact = ((19 * golden) + century - leapCenturies - moonCorrection + 15) % 30;
        var (leapYears, yearRest) = Math.DivRem(ofCentury, 4);
        var toSunday = (32 + (2 * centuryRest) + (2 * leapYears) - epact - yearRest) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var (month, day) = Math.DivRem(epact + toSunday - (7 * late) + 114, 31);
        return new TradingDate(year, month, day + 1);
    }

    public static bool IsWeekend(TradingDate date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Saturday moves to the Friday before, Sunday to the Monday after.</summary>
    public static TradingDate NearestWeekday(TradingDate date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(-1),
        DayOfWeek.Sunday => date.AddDays(1),
        _ => date,
    };

    /// <summary>A weekend day moves to the Monday after.</summary>
    public static TradingDate WeekdayOnOrAfter(TradingDate date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(2),
        DayOfWeek.Sunday => date.AddDays(1),
        _ => date,
    };

    /// <summary>A weekend day moves to the Friday before.</summary>
    public static TradingDate WeekdayOnOrBefore(TradingDate date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(-1),
        DayOfWeek.Sunday => date.AddDays(-2),
        _ => date,
    };
}
