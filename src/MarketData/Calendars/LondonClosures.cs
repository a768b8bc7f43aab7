using Assay.Domain;
using static Assay.MarketData.Calendars.YearDays;

namespace Assay.MarketData.Calendars;

/// <summary>Bank holidays of England (Banking and Financial Dealings Act 1971 and royal proclamations), on which the London Stock Exchange is closed.</summary>
internal static class LondonClosures
{
    private static readonly MarketClosure[] OneOff =
    [
        new(new TradingDate(1995, 5, 8), "Fifty years of VE Day, in place of the early May holiday"),
        new(new TradingDate(1999, 12, 31), "Eve of the year 2000"),
        new(new TradingDate(2002, 6, 3), "Golden Jubilee"),
        new(new TradingDate(2002, 6, 4), "Spring bank holiday, moved to the Golden Jubilee"),
        new(new TradingDate(2011, 4, 29), "Wedding of Prince William"),
        new(new TradingDate(2012, 6, 4), "Spring bank holiday, moved to the Diamond Jubilee"),
        new(new TradingDate(2012, 6, 5), "Diamond Jubilee"),
        new(new TradingDate(2020, 5, 8), "Seventy-five years of VE Day, in place of the early May holiday"),
        new(new TradingDate(2022, 6, 2), "Spring bank holiday, moved to the Platinum Jubilee"),
        new(new TradingDate(2022, 6, 3), "Platinum Jubilee"),
        new(new TradingDate(2022, 9, 19), "Funeral of Queen Elizabeth II"),
        new(new TradingDate(2023, 5, 8), "Coronation of King Charles III"),
    ];

    public static IReadOnlyList<MarketClosure> Of(int firstYear, int lastYear) =>
        [.. Enumerable.Range(firstYear, lastYear - firstYear + 1).SelectMany(ByRule), .. OneOff];

    private static IEnumerable<MarketClosure> ByRule(int year)
    {
        yield return new MarketClosure(WeekdayOnOrAfter(new TradingDate(year, 1, 1)), "New Year's Day");
        var easter = EasterSunday(year);
        yield return new MarketClosure(easter.AddDays(-2), "Good Friday");
        yield return new MarketClosure(easter.AddDays(1), "Easter Monday");
        if (year is not (1995 or 2020))
        {
            yield return new MarketClosure(Nth(year, 5, DayOfWeek.Monday, 1), "Early May bank holiday");
        }

        if (year is not (2002 or 2012 or 2022))
        {
            yield return new MarketClosure(Last(year, 5, DayOfWeek.Monday), "Spring bank holiday");
        }

        yield return new MarketClosure(Last(year, 8, DayOfWeek.Monday), "Summer bank holiday");

        // Of the two days each that falls on a weekend is made up for, on the first weekdays left.
        var christmas = new TradingDate(year, 12, 25);
        var boxingDay = christmas.AddDays(1);
        yield return new MarketClosure(IsWeekend(christmas) ? new TradingDate(year, 12, 27) : christmas, "Christmas Day");
        yield return new MarketClosure(IsWeekend(boxingDay) ? new TradingDate(year, 12, 28) : boxingDay, "Boxing Day");
    }
}
