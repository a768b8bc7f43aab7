using Assay.Configuration;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Calendars;

public sealed class CalendarBookTests
{
    private static readonly CalendarOptions Nothing = new() { Closures = [], SpecialHours = [], Coverage = [] };

    [Fact]
    public void Find_ShippedFile_IsTheKnownCalendarItself()
    {
        var checkout = SharedData.FindCheckout() ?? throw new InvalidOperationException("The tests must run below the checkout.");
        var options = new ConfigurationFolder(Path.Combine(checkout, "config")).Read(CalendarOptions.FileName, new CalendarOptionsValidator());

        var book = new CalendarBook(options);

        book.Find("XNYS").ShouldBeSameAs(ExchangeCalendars.Nyse);
        Should.Throw<MarketDataException>(() => book.Find("XTKS")).Message.ShouldContain("XLON, XNAS, XNYS, XNSE");
    }

    [Fact]
    public void Find_AnnouncedClosure_FallsOutOfThatExchangeAlone()
    {
        var book = new CalendarBook(Nothing with { Closures = [new() { Exchange = "XNYS", Date = "2027-11-26", Reason = "Day of mourning" }] });

        var nyse = book.Find("XNYS");

        nyse.ReasonClosed(new TradingDate(2027, 11, 26)).ShouldBe("Day of mourning");
        nyse.Next(new TradingDate(2027, 11, 24)).ShouldBe(new TradingDate(2027, 11, 29));
        nyse.Sessions.Length.ShouldBe(ExchangeCalendars.Nyse.Sessions.Length - 1);
        nyse.Reference.Digest.ShouldNotBe(ExchangeCalendars.Nyse.Reference.Digest);
        nyse.Source.ShouldEndWith("with the announcements of calendars.yaml");
        book.Find("XNAS").ShouldBeSameAs(ExchangeCalendars.Nasdaq);
    }

    [Fact]
    public void Find_AnnouncedCoverage_GoesOnWithItsHolidaysAndHours()
    {
        var options = Nothing with
        {
            Closures = [new() { Exchange = "XNSE", Date = "2026-11-10", Reason = "Diwali Balipratipada" }],
            SpecialHours = [new() { Exchange = "XNSE", Date = "2026-11-08", Open = "18:00", Close = "19:00", Reason = "Muhurat trading at Diwali" }],
            Coverage = [new() { Exchange = "XNSE", LastDay = "2026-11-20", Source = "a circular" }],
        };
        new CalendarOptionsValidator().Validate(options).Errors.ShouldBeEmpty();

        var india = new CalendarBook(options).Find("XNSE");

        india.LastDay.ShouldBe(new TradingDate(2026, 11, 20));
        india.SessionsIn(new TradingDate(2026, 11, 6), new TradingDate(2026, 11, 12)).ToArray().ShouldBe(
            [new(2026, 11, 6), new(2026, 11, 8), new(2026, 11, 9), new(2026, 11, 11), new(2026, 11, 12)]);
        india.Session(new TradingDate(2026, 11, 8)).Open.ShouldBe(new DateTimeOffset(2026, 11, 8, 12, 30, 0, TimeSpan.Zero));
        india.Session(new TradingDate(2026, 11, 9)).Close.ShouldBe(new DateTimeOffset(2026, 11, 9, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Validate_WrongForms_AreListed()
    {
        var options = new CalendarOptions
        {
            Closures = [new() { Exchange = "NYSE", Date = "5 March", Reason = string.Empty }],
            SpecialHours = [new() { Exchange = "XNYS", Date = "2027-03-05", Open = "9:30", Close = "13:00", Reason = "x" }],
            Coverage = [new() { Exchange = "XNYS", LastDay = "2031-12-31", Source = "x" }],
        };

        new CalendarOptionsValidator().Validate(options).Errors.Select(fault => fault.PropertyName).ShouldBe(
            ["Closures[0].Exchange", "Closures[0].Date", "Closures[0].Reason", "SpecialHours[0].Open", "Coverage[0].Exchange"],
            ignoreOrder: true);
    }

    [Fact]
    public void Validate_DatesThatSayNothingOrTooMuch_AreListed()
    {
        var options = new CalendarOptions
        {
            Closures =
            [
                new() { Exchange = "XNYS", Date = "2027-07-05", Reason = "Closed already" },
                new() { Exchange = "XLON", Date = "2031-01-02", Reason = "Outside" },
                new() { Exchange = "XLON", Date = "2027-06-01", Reason = "Twice" },
            ],
            SpecialHours = [new() { Exchange = "XLON", Date = "2027-06-01", Open = "08:00", Close = "12:30", Reason = "Twice" }],
            Coverage = [new() { Exchange = "XNSE", LastDay = "2027-12-31", Source = "No holidays" }],
        };

        new CalendarOptionsValidator().Validate(options).Errors.Select(fault => fault.ErrorMessage).ShouldBe(
            [
                "XNYS is closed on 2027-07-05 without being told",
                "2031-01-02 lies outside the days that XLON covers, 1990-01-01 to 2030-12-31",
                "XLON on 2027-06-01 is announced twice",
                "XNSE to 2027-12-31 adds 419 days without one holiday among the closures",
            ]);
    }
}
