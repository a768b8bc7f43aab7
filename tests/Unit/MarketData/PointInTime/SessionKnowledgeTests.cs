using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.Tests.Unit.MarketData.PointInTime;

public sealed class SessionKnowledgeTests
{
    [Theory]
    [InlineData("2018-02-07", "2018-02-07T21:15:00Z")]
    [InlineData("2017-07-06", "2017-07-06T20:15:00Z")]
    [InlineData("2017-07-03", "2017-07-03T17:15:00Z")]
    [InlineData("2017-07-04", "2017-07-05T20:15:00Z")]
    [InlineData("2017-07-08", "2017-07-10T20:15:00Z")]
    [InlineData("1985-07-08", "1985-07-09T00:14:59.999999Z")]
    public void CloseOf_AnyDay_IsTheCloseThatEndsIt(string day, string expected) =>
        SessionKnowledge.CloseOf(ExchangeCalendars.Nyse, TimeSpan.FromMinutes(15))(TradingDate.Parse(day))
            .ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void SessionAfter_FridaySnapshot_IsMondaysOpen() =>
        SessionKnowledge.SessionAfter(ExchangeCalendars.Nyse)(new TradingDate(2017, 7, 7)).ShouldBe(new DateTimeOffset(2017, 7, 10, 13, 30, 0, TimeSpan.Zero));
}
