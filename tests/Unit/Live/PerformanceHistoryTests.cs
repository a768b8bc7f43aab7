using Assay.Domain;
using Assay.Live;
using Assay.Live.Positions;

namespace Assay.Tests.Unit.Live;

public sealed class PerformanceHistoryTests
{
    private static readonly PerformanceDay First = new(TradingDate.Parse("2018-02-06"), 100_000m, null, 0.9, 1, 20, 3, 1);
    private static readonly PerformanceDay Second = new(TradingDate.Parse("2018-02-07"), 100_500m, 0.005, 0.1, 2, 4, 0, 1);

    [Fact]
    public void Write_ThenParse_GivesTheSameDays()
    {
        var text = PerformanceHistory.Write([First, Second]);

        PerformanceHistory.Parse(text, "h.csv").ShouldBe([First, Second]);
    }

    [Fact]
    public void With_SameDateAgain_ReplacesItsLine()
    {
        var again = Second with { Trades = 7 };

        PerformanceHistory.With([First, Second], again).ShouldBe([First, again]);
    }

    [Fact]
    public void With_EarlierDate_KeepsDatesAscending() =>
        PerformanceHistory.With([Second], First).ShouldBe([First, Second]);

    [Fact]
    public void Parse_DamagedLine_SaysWhich() =>
        Should.Throw<LiveException>(() => PerformanceHistory.Parse(PerformanceHistory.Header + "\n2018-02-06,abc\n", "h.csv")).Message.ShouldContain("line 2");
}
