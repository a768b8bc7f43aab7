using Assay.MarketData.Calendars;

namespace Assay.Tests.Unit.MarketData.Calendars;

/// <summary>
/// The calendar of the London Stock Exchange against exchange_calendars (gerrymanoim/exchange_calendars @ 5308ce2, XLON, pandas 1.5.3): sessions of each year, weekdays without one
/// and shortened sessions as MMdd, those that do not close at 12:30 with their time.
/// </summary>
public sealed class LondonCalendarTests
{
    [Theory]
    [InlineData(1990, 253, "0101 0413 0416 0507 0528 0827 1225 1226", "1224 1231")]
    [InlineData(1991, 253, "0101 0329 0401 0506 0527 0826 1225 1226", "1224 1231")]
    [InlineData(1992, 254, "0101 0417 0420 0504 0525 0831 1225 1228", "1224 1231")]
    [InlineData(1993, 253, "0101 0409 0412 0503 0531 0830 1227 1228", "1224 1231")]
    [InlineData(1994, 252, "0103 0401 0404 0502 0530 0829 1226 1227", "1223 1230")]
    [InlineData(1995, 252, "0102 0414 0417 0508 0529 0828 1225 1226", "1222 1229")]
    [InlineData(1996, 254, "0101 0405 0408 0506 0527 0826 1225 1226", "1224 1231")]
    [InlineData(1997, 253, "0101 0328 0331 0505 0526 0825 1225 1226", "1224 1231")]
    [InlineData(1998, 253, "0101 0410 0413 0504 0525 0831 1225 1228", "1224 1231")]
    [InlineData(1999, 252, "0101 0402 0405 0503 0531 0830 1227 1228 1231", "1224")]
    [InlineData(2000, 252, "0103 0421 0424 0501 0529 0828 1225 1226", "1222 1229")]
    [InlineData(2001, 253, "0101 0413 0416 0507 0528 0827 1225 1226", "1224 1231")]
    [InlineData(2002, 252, "0101 0329 0401 0506 0603 0604 0826 1225 1226", "1224 1231")]
    [InlineData(2003, 253, "0101 0418 0421 0505 0526 0825 1225 1226", "1224 1231")]
    [InlineData(2004, 254, "0101 0409 0412 0503 0531 0830 1227 1228", "1224 1231")]
    [InlineData(2005, 252, "0103 0325 0328 0502 0530 0829 1226 1227", "1223 1230")]
    [InlineData(2006, 252, "0102 0414 0417 0501 0529 0828 1225 1226", "1222 1229")]
    [InlineData(2007, 253, "0101 0406 0409 0507 0528 0827 1225 1226", "1224 1231")]
    [InlineData(2008, 254, "0101 0321 0324 0505 0526 0825 1225 1226", "1224 1231")]
    [InlineData(2009, 253, "0101 0410 0413 0504 0525 0831 1225 1228", "1224 1231")]
    [InlineData(2010, 253, "0101 0402 0405 0503 0531 0830 1227 1228", "1224 1231")]
    [InlineData(2011, 251, "0103 0422 0425 0429 0502 0530 0829 1226 1227", "1223 1230")]
    [InlineData(2012, 252, "0102 0406 0409 0507 0604 0605 0827 1225 1226", "1224 1231")]
    [InlineData(2013, 253, "0101 0329 0401 0506 0527 0826 1225 1226", "1224 1231")]
    [InlineData(2014, 253, "0101 0418 0421 0505 0526 0825 1225 1226", "1224 1231")]
    [InlineData(2015, 253, "0101 0403 0406 0504 0525 0831 1225 1228", "1224 1231")]
    [InlineData(2016, 253, "0101 0325 0328 0502 0530 0829 1226 1227", "1223 1230")]
    [InlineData(2017, 252, "0102 0414 0417 0501 0529 0828 1225 1226", "1222 1229")]
    [InlineData(2018, 253, "0101 0330 0402 0507 0528 0827 1225 1226", "1224 1231")]
    [InlineData(2019, 253, "0101 0419 0422 0506 0527 0826 1225 1226", "1224 1231")]
    [InlineData(2020, 254, "0101 0410 0413 0508 0525 0831 1225 1228", "1224 1231")]
    [InlineData(2021, 253, "0101 0402 0405 0503 0531 0830 1227 1228", "1224 1231")]
    [InlineData(2022, 250, "0103 0415 0418 0502 0602 0603 0829 0919 1226 1227", "1223 1230")]
    [InlineData(2023, 251, "0102 0407 0410 0501 0508 0529 0828 1225 1226", "1222 1229")]
    [InlineData(2024, 254, "0101 0329 0401 0506 0527 0826 1225 1226", "1224 1231")]
    [InlineData(2025, 253, "0101 0418 0421 0505 0526 0825 1225 1226", "1224 1231")]
    [InlineData(2026, 253, "0101 0403 0406 0504 0525 0831 1225 1228", "1224 1231")]
    [InlineData(2027, 253, "0101 0326 0329 0503 0531 0830 1227 1228", "1224 1231")]
    [InlineData(2028, 252, "0103 0414 0417 0501 0529 0828 1225 1226", "1222 1229")]
    [InlineData(2029, 253, "0101 0330 0402 0507 0528 0827 1225 1226", "1224 1231")]
    [InlineData(2030, 253, "0101 0419 0422 0506 0527 0826 1225 1226", "1224 1231")]
    public void Calendar_EachYear_HasTheSessionsOfTheReference(int year, int sessions, string closed, string early)
    {
        var calendar = ExchangeCalendars.LondonStockExchange;
        CalendarText.SessionCount(calendar, year).ShouldBe(sessions);
        CalendarText.Closed(calendar, year).ShouldBe(closed);
        CalendarText.EarlyCloses(calendar, year, "12:30").ShouldBe(early);
    }

    [Fact]
    public void Digest_London_IsThatOfTheReferencesInstants()
    {
        // The reference opens at 08:00 in every year; 08:30 before 1998-07-20 and 09:00 before 1999-09-20 were put in.
        ExchangeCalendars.LondonStockExchange.Reference.Digest.Hex.ShouldBe("894314e4c695263b8efbf3807c7d47f4bc3ff232adfcaac4a1272463c83689c6");
    }
}
