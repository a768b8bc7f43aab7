using Assay.MarketData.Calendars;

namespace Assay.Tests.Unit.MarketData.Calendars;

/// <summary>
/// The calendars of the New York exchanges against exchange_calendars (gerrymanoim/exchange_calendars @ 5308ce2, XNYS, pandas 1.5.3): sessions of each year, weekdays without one
/// and shortened sessions as MMdd, those that do not close at 13:00 with their time.
/// </summary>
public sealed class NewYorkCalendarTests
{
    [Theory]
    [InlineData(1990, 253, "0101 0219 0413 0528 0704 0903 1122 1225", "1224@14:00")]
    [InlineData(1991, 253, "0101 0218 0329 0527 0704 0902 1128 1225", "1224@14:00")]
    [InlineData(1992, 254, "0101 0217 0417 0525 0703 0907 1126 1225", "1127@14:00 1224@14:00")]
    [InlineData(1993, 253, "0101 0215 0409 0531 0705 0906 1125 1224", "1126")]
    [InlineData(1994, 252, "0221 0401 0427 0530 0704 0905 1124 1226", "1125")]
    [InlineData(1995, 252, "0102 0220 0414 0529 0704 0904 1123 1225", "0703 1124")]
    [InlineData(1996, 254, "0101 0219 0405 0527 0704 0902 1128 1225", "0705 1129 1224")]
    [InlineData(1997, 253, "0101 0217 0328 0526 0704 0901 1127 1225", "0703 1128 1224 1226")]
    [InlineData(1998, 252, "0101 0119 0216 0410 0525 0703 0907 1126 1225", "1127 1224")]
    [InlineData(1999, 252, "0101 0118 0215 0402 0531 0705 0906 1125 1224", "1126 1231")]
    [InlineData(2000, 252, "0117 0221 0421 0529 0704 0904 1123 1225", "0703 1124")]
    [InlineData(2001, 248, "0101 0115 0219 0413 0528 0704 0903 0911 0912 0913 0914 1122 1225", "0703 1123 1224")]
    [InlineData(2002, 252, "0101 0121 0218 0329 0527 0704 0902 1128 1225", "0705 1129 1224")]
    [InlineData(2003, 252, "0101 0120 0217 0418 0526 0704 0901 1127 1225", "0703 1128 1224 1226")]
    [InlineData(2004, 252, "0101 0119 0216 0409 0531 0611 0705 0906 1125 1224", "1126")]
    [InlineData(2005, 252, "0117 0221 0325 0530 0704 0905 1124 1226", "1125")]
    [InlineData(2006, 251, "0102 0116 0220 0414 0529 0704 0904 1123 1225", "0703 1124")]
    [InlineData(2007, 251, "0101 0102 0115 0219 0406 0528 0704 0903 1122 1225", "0703 1123 1224")]
    [InlineData(2008, 253, "0101 0121 0218 0321 0526 0704 0901 1127 1225", "0703 1128 1224")]
    [InlineData(2009, 252, "0101 0119 0216 0410 0525 0703 0907 1126 1225", "1127 1224")]
    [InlineData(2010, 252, "0101 0118 0215 0402 0531 0705 0906 1125 1224", "1126")]
    [InlineData(2011, 252, "0117 0221 0422 0530 0704 0905 1124 1226", "1125")]
    [InlineData(2012, 250, "0102 0116 0220 0406 0528 0704 0903 1029 1030 1122 1225", "0703 1123 1224")]
    [InlineData(2013, 252, "0101 0121 0218 0329 0527 0704 0902 1128 1225", "0703 1129 1224")]
    [InlineData(2014, 252, "0101 0120 0217 0418 0526 0704 0901 1127 1225", "0703 1128 1224")]
    [InlineData(2015, 252, "0101 0119 0216 0403 0525 0703 0907 1126 1225", "1127 1224")]
    [InlineData(2016, 252, "0101 0118 0215 0325 0530 0704 0905 1124 1226", "1125")]
    [InlineData(2017, 251, "0102 0116 0220 0414 0529 0704 0904 1123 1225", "0703 1124")]
    [InlineData(2018, 251, "0101 0115 0219 0330 0528 0704 0903 1122 1205 1225", "0703 1123 1224")]
    [InlineData(2019, 252, "0101 0121 0218 0419 0527 0704 0902 1128 1225", "0703 1129 1224")]
    [InlineData(2020, 253, "0101 0120 0217 0410 0525 0703 0907 1126 1225", "1127 1224")]
    [InlineData(2021, 252, "0101 0118 0215 0402 0531 0705 0906 1125 1224", "1126")]
    [InlineData(2022, 251, "0117 0221 0415 0530 0620 0704 0905 1124 1226", "1125")]
    [InlineData(2023, 250, "0102 0116 0220 0407 0529 0619 0704 0904 1123 1225", "0703 1124")]
    [InlineData(2024, 252, "0101 0115 0219 0329 0527 0619 0704 0902 1128 1225", "0703 1129 1224")]
    [InlineData(2025, 250, "0101 0109 0120 0217 0418 0526 0619 0704 0901 1127 1225", "0703 1128 1224")]
    [InlineData(2026, 251, "0101 0119 0216 0403 0525 0619 0703 0907 1126 1225", "1127 1224")]
    [InlineData(2027, 251, "0101 0118 0215 0326 0531 0618 0705 0906 1125 1224", "1126")]
    [InlineData(2028, 251, "0117 0221 0414 0529 0619 0704 0904 1123 1225", "0703 1124")]
    [InlineData(2029, 251, "0101 0115 0219 0330 0528 0619 0704 0903 1122 1225", "0703 1123 1224")]
    [InlineData(2030, 251, "0101 0121 0218 0419 0527 0619 0704 0902 1128 1225", "0703 1129 1224")]
    public void Calendar_EachYear_HasTheSessionsOfTheReference(int year, int sessions, string closed, string early)
    {
        foreach (var calendar in new[] { ExchangeCalendars.Nyse, ExchangeCalendars.Nasdaq })
        {
            CalendarText.SessionCount(calendar, year).ShouldBe(sessions);
            CalendarText.Closed(calendar, year).ShouldBe(closed);
        }

        CalendarText.EarlyCloses(ExchangeCalendars.Nasdaq, year, "13:00").ShouldBe(early);
    }

    [Fact]
    public void Digest_Nasdaq_IsThatOfTheReferencesInstants()
    {
        // SHA-256 over the reference's own list of 10,322 sessions with opening and closing instants, computed by Python's hashlib.
        ExchangeCalendars.Nasdaq.Reference.Digest.Hex.ShouldBe("1fff95140c9b66fcdd089cf6a7da91091644feeeef065fa13bd17d6565c30b12");
    }

    [Fact]
    public void Digest_Nyse_IsThatOfTheReferencesInstantsWithTheUnplannedHours()
    {
        // As above, with the late openings and early closes of NYSE's list of special closings put in by Python's zoneinfo.
        ExchangeCalendars.Nyse.Reference.Digest.Hex.ShouldBe("02c55fb2618f8dfa8b6429d91e9d0dcef2f56198a3228de6d61b0695637fe765");
    }
}
