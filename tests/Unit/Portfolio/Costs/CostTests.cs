using Assay.Domain;
using Assay.MarketData.Panels;
using Assay.Portfolio.Costs;

namespace Assay.Tests.Unit.Portfolio.Costs;

public sealed class CostTests
{
    [Fact]
    public void Of_Sale_CostsAsMuchAsThePurchase()
    {
        var model = new CostModel(PortfolioSamples.Costs);
        model.Of(-20_000).ShouldBe(new TradeCost(10, 20));
        model.Of(20_000).Total.ShouldBe(30);
        model.Rate.ShouldBe(0.0015, 1e-18);
    }

    [Fact]
    public void SharesAfter_GapInVolume_AveragesWhatIsKnownUpToTheSession()
    {
        var limit = new ParticipationLimit(PortfolioSamples.Costs with { VolumeAverageSessions = 3 });
        var volume = new Panel(Axis(5), [1e9, 1000, double.NaN, 2000, 1e9]);
        limit.SharesAfter(volume, 3, 0).ShouldBe(0.05 * 1500);
    }

    [Fact]
    public void SharesAfter_NoVolumeKnown_IsNothing() =>
        new ParticipationLimit(PortfolioSamples.Costs).SharesAfter(Panel.Empty(Axis(5)), 4, 0).ShouldBe(0);

    private static PanelAxis Axis(int sessions) =>
        new([.. Enumerable.Range(0, sessions).Select(day => new TradingDate(17_000 + day))], ["A"]);
}
