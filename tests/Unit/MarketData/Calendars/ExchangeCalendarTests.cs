using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;

namespace Assay.Tests.Unit.MarketData.Calendars;

public sealed class ExchangeCalendarTests
{
    private static readonly ExchangeCalendar Nyse = ExchangeCalendars.Nyse;

    public static TheoryData<string> Ids => [.. ExchangeCalendars.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Lookups_EveryCoveredDay_AgreeWithAPlainWalkOverTheSessions(string id)
    {
        var calendar = ExchangeCalendars.Find(id);
        TradingDate? previous = null;
        var sessions = calendar.Sessions;
        var ahead = 0;
        for (var date = calendar.FirstDay; date < sessions[^1]; date = date.AddDays(1))
        {
            var isSession = sessions[ahead] == date;
            calendar.IsSession(date).ShouldBe(isSession);
            calendar.OnOrAfter(date).ShouldBe(sessions[ahead]);
            calendar.Next(date).ShouldBe(isSession ? sessions[ahead + 1] : sessions[ahead]);
            (calendar.ReasonClosed(date) is null).ShouldBe(isSession);
            if (previous is { } before)
            {
                calendar.Previous(date).ShouldBe(before);
                calendar.OnOrBefore(date).ShouldBe(isSession ? date : before);
                calendar.SessionsApart(before, date).ShouldBe(isSession ? 1 : 0);
                calendar.SessionsApart(date, before).ShouldBe(isSession ? -1 : 0);
            }

            if (isSession)
            {
                calendar.Previous(calendar.Next(date)).ShouldBe(date);
                previous = date;
                ahead++;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Instants_EverySession_OpenBeforeCloseOnTheirOwnLocalDay(string id)
    {
        var calendar = ExchangeCalendars.Find(id);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.ZoneId);
        var end = DateTimeOffset.MinValue;
        foreach (var date in calendar.Sessions)
        {
            var session = calendar.Session(date);
            session.Open.ShouldBeGreaterThan(end);
            session.Close.ShouldBeGreaterThan(session.Open);
            session.Open.Offset.ShouldBe(TimeSpan.Zero);
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(session.Open, zone).DateTime).ShouldBe(date.ToDateOnly());
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(session.Close, zone).DateTime).ShouldBe(date.ToDateOnly());
            calendar.SessionAt(session.Open).ShouldBe(session);
            calendar.SessionAt(session.Close.AddTicks(-1)).ShouldBe(session);
            calendar.IsOpenAt(session.Close).ShouldBeFalse();
            calendar.IsOpenAt(session.Open.AddTicks(-1)).ShouldBeFalse();
            calendar.LastClosed(session.Close).ShouldBe(session);
            calendar.NextToClose(session.Open.AddTicks(-1)).ShouldBe(session);
            calendar.NextToClose(session.Close.AddTicks(-1)).ShouldBe(session);
            end = session.Close;
        }
    }

    [Theory]
    [InlineData("XNYS", "2024-03-08", "2024-03-08T14:30:00Z", "2024-03-08T21:00:00Z")]
    [InlineData("XNYS", "2024-03-11", "2024-03-11T13:30:00Z", "2024-03-11T20:00:00Z")]
    [InlineData("XNYS", "2024-11-01", "2024-11-01T13:30:00Z", "2024-11-01T20:00:00Z")]
    [InlineData("XNYS", "2024-11-04", "2024-11-04T14:30:00Z", "2024-11-04T21:00:00Z")]
    [InlineData("XNYS", "2006-04-03", "2006-04-03T13:30:00Z", "2006-04-03T20:00:00Z")]
    [InlineData("XNYS", "2007-03-12", "2007-03-12T13:30:00Z", "2007-03-12T20:00:00Z")]
    [InlineData("XNYS", "1996-01-08", "1996-01-08T16:00:00Z", "1996-01-08T19:00:00Z")]
    [InlineData("XNAS", "2019-07-03", "2019-07-03T13:30:00Z", "2019-07-03T17:00:00Z")]
    [InlineData("XLON", "2024-03-28", "2024-03-28T08:00:00Z", "2024-03-28T16:30:00Z")]
    [InlineData("XLON", "2024-04-02", "2024-04-02T07:00:00Z", "2024-04-02T15:30:00Z")]
    [InlineData("XLON", "2024-10-25", "2024-10-25T07:00:00Z", "2024-10-25T15:30:00Z")]
    [InlineData("XLON", "2024-10-28", "2024-10-28T08:00:00Z", "2024-10-28T16:30:00Z")]
    [InlineData("XLON", "1998-07-17", "1998-07-17T07:30:00Z", "1998-07-17T15:30:00Z")]
    [InlineData("XLON", "1999-09-17", "1999-09-17T08:00:00Z", "1999-09-17T15:30:00Z")]
    [InlineData("XLON", "2024-12-24", "2024-12-24T08:00:00Z", "2024-12-24T12:30:00Z")]
    public void Session_AroundAChangeOfClocksOrHours_HasTheInstantsInUtc(string id, string date, string open, string close)
    {
        var session = ExchangeCalendars.Find(id).Session(TradingDate.Parse(date));

        session.Open.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'").ShouldBe(open);
        session.Close.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'").ShouldBe(close);
    }

    [Fact]
    public void Add_CountsSessionsBothWays()
    {
        var session = new TradingDate(2001, 9, 10);

        Nyse.Add(session, 1).ShouldBe(new TradingDate(2001, 9, 17));
        Nyse.Add(session, 0).ShouldBe(session);
        Nyse.Add(new TradingDate(2001, 9, 17), -1).ShouldBe(session);
        Nyse.Add(Nyse.Add(session, 2_500), -2_500).ShouldBe(session);
        Nyse.SessionsApart(session, Nyse.Add(session, 2_500)).ShouldBe(2_500);
    }

    [Fact]
    public void Add_FromAHoliday_IsRefusedWithItsReason() =>
        Should.Throw<ArgumentException>(() => Nyse.Add(new TradingDate(2012, 10, 29), 1)).Message.ShouldStartWith("2012-10-29 is no session of XNYS: Hurricane Sandy.");

    [Fact]
    public void SessionsIn_BetweenClosedDays_HoldsOnlySessions()
    {
        Nyse.SessionsIn(new TradingDate(2018, 12, 1), new TradingDate(2018, 12, 7)).ToArray()
            .ShouldBe([new(2018, 12, 3), new(2018, 12, 4), new(2018, 12, 6), new(2018, 12, 7)]);
        Nyse.SessionsIn(new TradingDate(2018, 12, 8), new TradingDate(2018, 12, 9)).Length.ShouldBe(0);
        Nyse.SessionsIn(new TradingDate(2018, 12, 7), new TradingDate(2018, 12, 3)).Length.ShouldBe(0);
    }

    [Fact]
    public void LastClosed_DuringASession_IsTheOneBefore()
    {
        Nyse.LastClosed(new DateTimeOffset(2018, 2, 7, 20, 59, 59, TimeSpan.Zero)).Date.ShouldBe(new TradingDate(2018, 2, 6));
        Nyse.LastClosed(new DateTimeOffset(2018, 2, 7, 16, 0, 0, TimeSpan.FromHours(-5))).Date.ShouldBe(new TradingDate(2018, 2, 7));
        Nyse.LastClosed(new DateTimeOffset(2018, 2, 11, 12, 0, 0, TimeSpan.Zero)).Date.ShouldBe(new TradingDate(2018, 2, 9));
    }

    [Theory]
    [InlineData("1989-12-29", "1989-12-29")]
    [InlineData("2031-01-02", "2031-01-02")]
    public void IsSession_OutsideTheCoverage_IsRefusedInOneSentence(string date, string named) =>
        Should.Throw<MarketDataException>(() => Nyse.IsSession(TradingDate.Parse(date))).Message.ShouldBe(
            $"The calendar XNYS covers 1990-01-01 to 2030-12-31, and {named} lies outside; ask within it, or add the later dates to the calendar.");

    [Fact]
    public void Next_OverTheEndOfTheCoverage_IsRefused()
    {
        Should.Throw<MarketDataException>(() => Nyse.Next(new TradingDate(2030, 12, 31)));
        Should.Throw<MarketDataException>(() => Nyse.Previous(new TradingDate(1990, 1, 2)));
        Should.Throw<MarketDataException>(() => Nyse.OnOrBefore(new TradingDate(1990, 1, 1)));
        Should.Throw<MarketDataException>(() => Nyse.Add(new TradingDate(2018, 2, 7), int.MaxValue));
        Should.Throw<MarketDataException>(() => Nyse.LastClosed(new DateTimeOffset(1990, 1, 2, 15, 0, 0, TimeSpan.Zero)));
        Should.Throw<MarketDataException>(() => Nyse.NextToClose(new DateTimeOffset(2030, 12, 31, 21, 0, 0, TimeSpan.Zero)));
        Should.Throw<MarketDataException>(() => Nyse.IsOpenAt(new DateTimeOffset(2031, 1, 1, 5, 0, 0, TimeSpan.Zero)));
        Nyse.IsOpenAt(new DateTimeOffset(2031, 1, 1, 4, 59, 59, TimeSpan.Zero)).ShouldBeFalse();
    }

    [Fact]
    public void Find_UnknownExchange_NamesTheKnownOnes() =>
        Should.Throw<MarketDataException>(() => ExchangeCalendars.Find("NYSE")).Message.ShouldBe(
            $"No exchange calendar 'NYSE' is known; choose one of {string.Join(", ", ExchangeCalendars.Ids)}.");

    [Fact]
    public void Lookups_Repeated_AllocateNothing()
    {
        var date = new TradingDate(2018, 2, 7);
        var instant = new DateTimeOffset(2018, 2, 7, 18, 0, 0, TimeSpan.Zero);
        var sum = Ask(date, instant);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var repeat = 0; repeat < 1_000; repeat++)
        {
            sum += Ask(date, instant);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sum.ShouldBeGreaterThan(0);
    }

    private static long Ask(TradingDate date, DateTimeOffset instant) =>
        (Nyse.IsSession(date) && Nyse.IsOpenAt(instant) ? 1 : 0) + Nyse.Next(date).DayNumber + Nyse.Previous(date).DayNumber + Nyse.Add(date, 20).DayNumber
        + Nyse.SessionsIn(date, date.AddDays(30)).Length + Nyse.Session(date).Close.ToUnixTimeSeconds() + Nyse.LastClosed(instant).Date.DayNumber;
}
