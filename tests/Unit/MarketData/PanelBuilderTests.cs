using Assay.Domain;
using Assay.MarketData.Panels;
using Assay.MarketData.Quality;

namespace Assay.Tests.Unit.MarketData;

public sealed class PanelBuilderTests
{
    [Fact]
    public void Build_CleanBars_PutsEachValueAtItsSessionAndSymbol()
    {
        var market = Build("2018-02-06,B,10,12,9,11,100", "2018-02-07,A,20,22,19,21,200", "2018-02-07,B,30,32,29,31,300");

        market.Axis.Symbols.ShouldBe(["A", "B"]);
        market.Axis.Sessions.ShouldBe([new TradingDate(2018, 2, 6), new TradingDate(2018, 2, 7)]);
        market.Close[0, 0].ShouldBe(double.NaN);
        market.Open[1, 0].ShouldBe(20);
        market.High[1, 0].ShouldBe(22);
        market.Low[1, 0].ShouldBe(19);
        market.Close.HistoryOf(1).ToArray().ShouldBe([11, 31]);
        market.Volume.HistoryOf(1).ToArray().ShouldBe([100, 300]);
    }

    [Fact]
    public void Build_SymbolsOfQuarantinedRows_AreNotOnTheAxis() =>
        Build("2018-02-06,A,10,12,9,11,100", "2018-02-06,B,10,2,9,11,100").Axis.Symbols.ShouldBe(["A"]);

    private static MarketPanel Build(params IReadOnlyList<string> rows) =>
        PanelBuilder.Build(QualityGate.Inspect(MarketSamples.Raw(rows), MarketSamples.Quality).Bars);
}
