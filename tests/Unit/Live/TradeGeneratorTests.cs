using System.Text;
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
            Positions(10, [new PositionLine("A", 100), new PositionLine("B", 100)]),
            [new NameQuote("A", 10, 0.42, 1_000), new NameQuote("B", 10, 0.58, 1_000)]);

        plan.Trades.Select(trade => (trade.Symbol, trade.Side, trade.Shares)).ShouldBe([("A", "SELL", -16m), ("B", "BUY", 16m)]);
        plan.Turnover.ShouldBe(160.0 / 2_010, 1e-12);
    }

    [Fact]
    public void Generate_ThinVolume_CutsFlagsAndSaysSo()
    {
        var plan = Generate(Positions(10_000, []), [new NameQuote("A", 30, 0.1, 7.9)]);

        var trade = plan.Trades.ShouldHaveSingleItem();
        trade.Shares.ShouldBe(7);
        trade.LiquidityWarning.ShouldBeTrue();
        plan.LeftForLater.ShouldHaveSingleItem().ShouldContain("market's volume");
        plan.PutOff.ShouldBe(1);
    }

    [Fact]
    public void Generate_VolumeUnknown_IsTradedAndMarked()
    {
        var plan = Generate(Positions(10_000, []), [new NameQuote("A", 30, 0.1, null), new NameQuote("B", 30, 0.1, 0)]);

        plan.Trades.Single(trade => trade.VolumeUnknown).ShouldBe(new Trade("A", 33, 30, 0.099, 0.495m, 0.99m, false, VolumeUnknown: true));
        plan.Trades.ShouldHaveSingleItem();
        plan.LeftForLater.ShouldHaveSingleItem().ShouldBe("B: 33 shares are cut to 0 by the market's volume.");
        Encoding.UTF8.GetString(TradesFile.Write(plan.Trades)).ShouldEndWith("A,BUY,33,30,990.00,0.099000,0.4950,0.9900,unknown\n");
    }

    [Fact]
    public void Generate_TradeUnderTheMinimum_IsDropped() =>
        Generate(Positions(10_000, []), [new NameQuote("A", 30, 0.0099, 1_000)]).Trades.ShouldBeEmpty();

    [Fact]
    public void Generate_MoreTradesThanASessionTakes_KeepsTheLargestAndCountsTheRest()
    {
        var quotes = Enumerable.Range(0, Options.MaxTrades + 3)
            .Select(i => new NameQuote($"S{i:000}", 1, 0.01 + (0.0001 * i), 1e9)).ToList();

        var plan = Generate(Positions(100_000, []), quotes);

        plan.Trades.Select(trade => trade.Symbol).ShouldBe(quotes.Skip(3).Select(quote => quote.Symbol));
        plan.PutOff.ShouldBe(3);
    }

    [Fact]
    public void Generate_ManySmallSales_DoNotKeepALargePurchaseOut()
    {
        var held = Enumerable.Range(0, Options.MaxTrades).Select(i => new PositionLine($"S{i:000}", 1_000)).ToList();
        var quotes = held.Select(line => new NameQuote(line.Symbol, 1, 0.0085, 1e9)).Prepend(new NameQuote("NEW", 1, 0.05, 1e9)).ToList();

        var plan = Generate(Positions(50_000, held), quotes);

        plan.Trades.Count.ShouldBe(Options.MaxTrades);
        plan.Trades.ShouldContain(trade => trade.Symbol == "NEW" && trade.Shares == 5_000);
        plan.PutOff.ShouldBe(1);
    }

    [Fact]
    public void Generate_SaleCutByVolume_BuysNoMoreThanThereIsCashFor()
    {
        // 10 of 955 shares of A can be sold, which frees 100 where the purchases of B and C want 500 and 400.
        var plan = Generate(
            Positions(450, [new PositionLine("A", 955)]),
            [new NameQuote("A", 10, 0, 10), new NameQuote("B", 10, 0.05, 1e9), new NameQuote("C", 10, 0.04, 1e9)]);

        plan.Trades.Select(trade => (trade.Symbol, trade.Shares)).ShouldBe([("A", -10m), ("B", 50m)]);
        plan.PutOff.ShouldBe(2);
        plan.LeftForLater.ShouldContain(sentence => sentence.StartsWith("C: the purchase of 40 shares", StringComparison.Ordinal));
    }

    [Fact]
    public void Generate_HeldNameWithoutPrice_IsValuedAtItsLatestAndLeft()
    {
        var plan = Generate(
            Positions(1_010, [new PositionLine("GONE", 90)]),
            [new NameQuote("A", 10, 0.1, 1_000), new NameQuote("GONE", double.NaN, 0, 1_000, LastPrice: 100)]);

        // 10 % of 1,010 + 90 × 100, in whole shares.
        plan.Trades.ShouldHaveSingleItem().Shares.ShouldBe(100);
        plan.LeftForLater.ShouldHaveSingleItem().ShouldContain("GONE has no price");
        plan.PutOff.ShouldBe(0);
    }

    [Fact]
    public void Generate_HeldNameThatNeverHadAPrice_IsRefused() =>
        Should.Throw<LiveException>(() => Generate(
            Positions(1_000, [new PositionLine("GONE", 1)]), [new NameQuote("GONE", double.NaN, 0, 1_000)])).Message.ShouldContain("GONE");

    private static PortfolioPositions Positions(decimal cash, IReadOnlyList<PositionLine> lines) => new(lines, cash);

    private static TradePlan Generate(PortfolioPositions positions, IReadOnlyList<NameQuote> quotes) =>
        new TradeGenerator(Options, new CostModel(Costs)).Generate(positions, quotes, buysBlocked: false);
}
