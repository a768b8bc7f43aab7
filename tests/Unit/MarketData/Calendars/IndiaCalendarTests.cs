using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;

namespace Assay.Tests.Unit.MarketData.Calendars;

/// <summary>
/// The calendar of the National Stock Exchange of India against the dates on which it traded: those of the NIFTY 50 index up to 2025-02-07
/// (sbisht01-dev/Stock1 @ b8713e1) and of fifty shares' bars from 2020-10-01 to 2025-09-30 (Kaldhen-Lepcha/Historical-Data @ 613ff4c), which agree where
/// both stand; from then on the holidays of exchange_calendars' XBOM (@ 5308ce2) and the circulars CMTR70319 and CMTR72349.
/// </summary>
public sealed class IndiaCalendarTests
{
    private static readonly ExchangeCalendar India = ExchangeCalendars.NationalStockExchangeOfIndia;

    [Theory]
    [InlineData(2015, 248, "0126 0217 0306 0402 0403 0414 0501 0917 0925 1002 1022 1112 1125 1225", "0228")]
    [InlineData(2016, 247, "0126 0307 0324 0325 0414 0415 0419 0706 0815 0905 0913 1011 1012 1031 1114", "1030")]
    [InlineData(2017, 248, "0126 0224 0313 0404 0414 0501 0626 0815 0825 1002 1020 1225", "")]
    [InlineData(2018, 246, "0126 0213 0302 0329 0330 0501 0815 0822 0913 0920 1002 1018 1108 1123 1225", "")]
    [InlineData(2019, 245, "0304 0321 0417 0419 0429 0501 0605 0812 0815 0902 0910 1002 1008 1021 1028 1112 1225", "1027")]
    [InlineData(2020, 252, "0221 0310 0402 0406 0410 0414 0501 0525 1002 1116 1130 1225", "0201 1114")]
    [InlineData(2021, 248, "0126 0311 0329 0402 0414 0421 0513 0721 0819 0910 1015 1105 1119", "")]
    [InlineData(2022, 248, "0126 0301 0318 0414 0415 0503 0809 0815 0831 1005 1026 1108", "")]
    [InlineData(2023, 246, "0126 0307 0330 0404 0407 0414 0501 0629 0815 0919 1002 1024 1114 1127 1225", "1112")]
    [InlineData(2024, 249, "0122 0126 0308 0325 0329 0411 0417 0501 0520 0617 0717 0815 1002 1115 1120 1225", "0120 0302 0518")]
    [InlineData(2025, 249, "0226 0314 0331 0410 0414 0418 0501 0815 0827 1002 1022 1105 1225", "0201")]
    [InlineData(2026, 210, "0115 0126 0303 0326 0331 0403 0414 0501 0528 0626 0914 1002 1020", "0201")]
    public void Calendar_EachYear_HasTheSessionsOfTheReference(int year, int sessions, string closed, string weekends)
    {
        CalendarText.SessionCount(India, year).ShouldBe(sessions);
        CalendarText.Closed(India, year).ShouldBe(closed);
        CalendarText.Weekends(India, year).ShouldBe(weekends);
    }

    [Fact]
    public void Digest_India_IsThatOfTheReferencesInstants()
    {
        // SHA-256 over the reference dates with instants by Python's zoneinfo and hashlib.
        India.Reference.Digest.Hex.ShouldBe("bd54f718a88c25a199d166a98e005c40d258024058794c18e5ba72a07e7a2622");
    }

    [Fact]
    public void SessionAt_MuhuratHour_IsTheDaysOnlySession()
    {
        var hour = India.Session(new TradingDate(2024, 11, 1));

        hour.Open.ShouldBe(new DateTimeOffset(2024, 11, 1, 18, 0, 0, TimeSpan.FromHours(5.5)));
        hour.Close.ShouldBe(hour.Open.AddHours(1));
        hour.IsLateOpen.ShouldBeTrue();
        hour.IsEarlyClose.ShouldBeFalse();
        India.IsOpenAt(new DateTimeOffset(2024, 11, 1, 12, 0, 0, TimeSpan.FromHours(5.5))).ShouldBeFalse();
        India.Next(new TradingDate(2023, 11, 10)).ShouldBe(new TradingDate(2023, 11, 12));
    }

    [Fact]
    public void IsSession_AfterTheLastCircular_IsRefused() =>
        Should.Throw<MarketDataException>(() => India.IsSession(new TradingDate(2026, 11, 9))).Message.ShouldStartWith(
            "The calendar XNSE covers 2015-01-01 to 2026-11-07, and 2026-11-09 lies outside;");
}
