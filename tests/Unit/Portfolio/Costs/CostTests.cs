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
        limit.SharesAfter(Market([9, 9, 9, 9, 9], [1e9, 1000, double.NaN, 2000, 1e9]), 3, 0).ShouldBe(0.05 * 1500);
    }

    [Fact]
    public void SharesAfter_NoBars_IsNothing() =>
        new ParticipationLimit(PortfolioSamples.Costs).SharesAfter(Market([.. Missing], [.. Missing]), 4, 0).ShouldBe(0);

    [Fact]
    public void SharesAfter_BarsWithoutVolume_IsUnknownUntilOneTellsIt()
    {
        var limit = new ParticipationLimit(PortfolioSamples.Costs);
        limit.SharesAfter(Market([9, 9, 9, 9, 9], [.. Missing]), 4, 0).ShouldBeNull();
        limit.SharesAfter(Market([9, 9, 9, 9, 9], [double.NaN, double.NaN, double.NaN, double.NaN, 400]), 3, 0).ShouldBeNull();
        limit.SharesAfter(Market([9, 9, 9, 9, 9], [double.NaN, double.NaN, double.NaN, double.NaN, 400]), 4, 0).ShouldBe(20);
        limit.SharesAfter(Market([9, 9, 9, 9, 9], [0, 0, 0, 0, 0]), 4, 0).ShouldBe(0, "nothing traded is known, and no trade");
    }

    private static double[] Missing { get; } = [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];

    private static MarketPanel Market(double[] closes, double[] volumes)
    {
        var axis = Axis(closes.Length);
        var close = new Panel(axis, closes);
        return new MarketPanel(close, close, close, close, new Panel(axis, volumes));
    }

    private static PanelAxis Axis(int sessions) =>
        new([.. Enumerable.Range(0, sessions).Select(day => new TradingDate(17_000 + day))], ["A"]);
}
