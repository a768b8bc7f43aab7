using System.Text.Json;
using Assay.Domain;

namespace Assay.Tests.Unit.Domain;

public sealed class TradingDateTests
{
    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1969-12-31", -1)]
    [InlineData("2000-03-01", 11017)]
    [InlineData("2018-02-07", 17569)]
    public void Parse_IsoDate_CountsDaysSince1970(string text, int days)
    {
        var date = TradingDate.Parse(text);

        date.DayNumber.ShouldBe(days);
        date.ToString().ShouldBe(text);
        TradingDate.FromDateOnly(date.ToDateOnly()).ShouldBe(date);
    }

    [Theory]
    [InlineData("2018-2-7")]
    [InlineData("2018-02-30")]
    [InlineData("07/02/2018")]
    [InlineData("2018-02-07 ")]
    [InlineData("")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        TradingDate.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => TradingDate.Parse(text));
    }

    [Fact]
    public void Operators_TwoDates_OrderThem()
    {
        var early = new TradingDate(2018, 2, 7);
        var late = early.AddDays(1);

        (early < late && late > early && early <= late && late >= early && early != late).ShouldBeTrue();
        late.DayOfWeek.ShouldBe(DayOfWeek.Thursday);
    }

    [Fact]
    public void Json_Date_IsIsoText()
    {
        JsonSerializer.Serialize(new TradingDate(2018, 2, 7)).ShouldBe("\"2018-02-07\"");
        JsonSerializer.Deserialize<TradingDate>("\"2018-02-07\"").ShouldBe(new TradingDate(2018, 2, 7));
    }
}
