using Assay.Live;
using Assay.Live.Positions;
using Assay.Live.Trades;
using Assay.Portfolio.Costs;
using Assay.Tests.Unit.Activities;

namespace Assay.Tests.Unit.Live;

public sealed class TradeGeneratorTests
{
    private static readonly LiveOptions Options = ActivityHome.RepositorySettings().Live;
    private static readonly CostOptions Costs = ActivityHome.RepositorySettings().Costs;

    [Fact]
    public void Generate_AllCash_BuysWholeSharesUnderTheTarget()
    {
        var plan = Generate(Positions(10_000, []), [new NameQuote("A", 30, 0.1, 1_000)]);

        // 10 % of 10,000 is 1,000: 33 shares of 30; 5 and 10 bps of 990.
        plan.Trades.ShouldBe([new Trade("A", 33, 30, 0.099, 0.495m, 0.99m, false)]);
        plan.Turnover.ShouldBe(0.099, 1e-12);
        plan.LeftForLater.ShouldBeEmpty();
    }

    [Fact]
    public void Generate_SaleAndPurchase_CountsOneWayTurnover()
    {
        var plan = Generate(
            Positions(0, [new PositionLine("A", 100), new PositionLine("B", 100)]),
            [new NameQuote("A", 10, 0.42, 1_000), new NameQuote("B", 10, 0.58, 1_000)]);

        plan.Trades.Select(trade => (trade.Symbol, trade.Side, trade.Shares)).ShouldBe([("A", "SELL", -16m), ("B", "BUY", 16m)]);
        plan.Turnover.ShouldBe(0.08, 1e-12);
    }

    [Fact]
    public void Generate_ThinVolume_CutsFlagsAndSaysSo()
    {
        var plan = Generate(Positions(10_000, []), [new NameQuote("A", 30, 0.1, 7.9)]);

        var trade = plan.Trades.ShouldHaveSingleItem();
        trade.Shares.ShouldBe(7);
        trade.LiquidityWarning.ShouldBeTrue();
        plan.LeftForLater.ShouldHaveSingleItem().ShouldContain("market's volume");
    }

    [Fact]
    public void Generate_TradeUnderTheMinimum_IsDropped() =>
        Generate(Positions(10_000, []), [new NameQuote("A", 30, 0.0099, 1_000)]).Trades.ShouldBeEmpty();

    [Fact]
    public void Generate_HeldNameWithoutPrice_IsValuedAtItsLatestAndLeft()
    {
        var plan = Generate(
            Positions(1_000, [new PositionLine("GONE", 90)]),
            [new NameQuote("A", 10, 0.1, 1_000), new NameQuote("GONE", double.NaN, 0, 1_000, LastPrice: 100)]);

        // 10 % of 1,000 + 90 × 100.
        plan.Trades.ShouldHaveSingleItem().Shares.ShouldBe(100);
        plan.LeftForLater.ShouldHaveSingleItem().ShouldContain("GONE has no price");
    }

    [Fact]
    public void Generate_HeldNameThatNeverHadAPrice_IsRefused() =>
        Should.Throw<LiveException>(() => Generate(
            Positions(1_000, [new PositionLine("GONE", 1)]), [new NameQuote("GONE", double.NaN, 0, 1_000)])).Message.ShouldContain("GONE");

    private static PortfolioPositions Positions(decimal cash, IReadOnlyList<PositionLine> lines) => new(lines, cash);

    private static TradePlan Generate(PortfolioPositions positions, IReadOnlyList<NameQuote> quotes) =>
        new TradeGenerator(Options, new CostModel(Costs)).Generate(positions, quotes, buysBlocked: false);
}
