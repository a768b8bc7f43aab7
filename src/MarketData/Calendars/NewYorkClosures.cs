using Assay.Domain;
using static Assay.MarketData.Calendars.YearDays;

namespace Assay.MarketData.Calendars;

/// <summary>Holidays of the New York exchanges by rule (NYSE Rule 7.2, before it Rule 51), and the closures that no rule foretold.</summary>
internal static class NewYorkClosures
{
    private static readonly MarketClosure[] OneOff =
    [
        new(new TradingDate(1994, 4, 27), "Funeral of President Nixon"),
        new(new TradingDate(2001, 9, 11), "Attack on the World Trade Center"),
        new(new TradingDate(2001, 9, 12), "Attack on the World Trade Center"),
        new(new TradingDate(2001, 9, 13), "Attack on the World Trade Center"),
        new(new TradingDate(2001, 9, 14), "Attack on the World Trade Center"),
        new(new TradingDate(2004, 6, 11), "Day of mourning for President Reagan"),
        new(new TradingDate(2007, 1, 2), "Day of mourning for President Ford"),
        new(new TradingDate(2012, 10, 29), "Hurricane Sandy"),
        new(new TradingDate(2012, 10, 30), "Hurricane Sandy"),
        new(new TradingDate(2018, 12, 5), "Day of mourning for President George H. W. Bush"),
        new(new TradingDate(2025, 1, 9), "Day of mourning for President Carter"),
    ];

    public static IReadOnlyList<MarketClosure> Of(int firstYear, int lastYear) =>
        [.. Enumerable.Range(firstYear, lastYear - firstYear + 1).SelectMany(ByRule), .. OneOff];

    private static IEnumerable<MarketClosure> ByRule(int year)
    {
        // A Saturday's New Year is not made up for: the Friday before belongs to the old year's accounts.
        var newYear = new TradingDate(year, 1, 1);
        if (newYear.DayOfWeek != DayOfWeek.Saturday)
        {
            yield return new MarketClosure(NearestWeekday(newYear), "New Year's Day");
        }

        if (year >= 1998)
        {
            yield return new MarketClosure(Nth(year, 1, DayOfWeek.Monday, 3), "Martin Luther King, Jr. Day");
        }

        yield return new MarketClosure(Nth(year, 2, DayOfWeek.Monday, 3), "Washington's Birthday");
        yield return new MarketClosure(EasterSunday(year).AddDays(-2), "Good Friday");
        yield return new MarketClosure(Last(year, 5, DayOfWeek.Monday), "Memorial Day");
        if (year >= 2022)
        {
            yield return new MarketClosure(NearestWeekday(new TradingDate(year, 6, 19)), "Juneteenth National Independence Day");
        }

        yield return new MarketClosure(NearestWeekday(new TradingDate(year, 7, 4)), "Independence Day");
        yield return new MarketClosure(Nth(year, 9, DayOfWeek.Monday, 1), "Labor Day");
        yield return new MarketClosure(Nth(year, 11, DayOfWeek.Thursday, 4), "Thanksgiving Day");
        yield return new MarketClosure(NearestWeekday(new TradingDate(year, 12, 25)), "Christmas Day");
    }
}
