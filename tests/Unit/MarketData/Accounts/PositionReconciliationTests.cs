using Assay.MarketData.Accounts;
using static Assay.Tests.Unit.MarketData.Accounts.AccountMarket;

namespace Assay.Tests.Unit.MarketData.Accounts;

public sealed class PositionReconciliationTests : IDisposable
{
    private readonly AccountMarket market = new();

    public PositionReconciliationTests() => market
        .Fill("a", 0, 0, "A", 100, 10.004, 1).Fill("b", 0, 1, "B", 50, 20, 1).Fill("c", 0, 2, "C", 7, 3, 1).Fill("d", 1, 0, "B", -50, 21, 1).Fill("later", 3, 0, "A", 900, 11, 1)
        .Close(1, "A", 11).Close(1, "B", 21).Close(1, "C", 4).Close(3, "A", 12);

    public void Dispose() => market.Dispose();

    [Fact]
    public void Read_StatementThatAgreesWithinRounding_HasNoDifference()
    {
        market.Stated(1, "A", "2017-01-02", 100, 10.00, 1_100.40, 1, 1).Stated(1, "C", null, 7, 3, double.NaN, double.NaN, double.NaN).Stated(1, "B", null, 0, 0, 0, 0, 0);

        var compared = PositionReconciliation.Read(market.Reader, Evening(5), null)!;

        compared.Differences.ShouldBeEmpty();
        (compared.StatedOn, compared.Source, compared.Compared).ShouldBe((First.AddDays(1), "statement", 2));
        compared.Derived.Positions[0].Quantity.ShouldBe(100, "the fill after the statement's day is no part of it");
    }

    [Fact]
    public void Read_StatementThatDiffers_NamesEachDifference()
    {
        market.Stated(1, "A", "2017-01-03", 110, 10.02, 1_250, 2.5, 3).Stated(1, "D", null, 5, 1, double.NaN, double.NaN, double.NaN);

        PositionReconciliation.Read(market.Reader, Evening(5), null)!.Differences.ShouldBe(
        [
            new("A", "quantity", "110", "100"),
            new("A", "avg_price", "10.02", "10.004"),
            new("A", "market_value", "1250", "1100"),
            new("A", "total_fees", "2.5", "1"),
            new("A", "trades_count", "3", "1"),
            new("A", "last_trade_date", "2017-01-03", "2017-01-02"),
            new("C", "only_derived", null, "7"),
            new("D", "only_stated", "5", null),
        ]);
    }

    [Fact]
    public void Read_BeforeTheStatementWasKnown_HasNothingToCompare()
    {
        market.Stated(4, "A", null, 100, 10, double.NaN, double.NaN, double.NaN);

        PositionReconciliation.Read(market.Reader, Evening(3), null).ShouldBeNull();
    }
}
