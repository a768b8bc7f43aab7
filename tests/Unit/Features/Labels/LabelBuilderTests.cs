using Assay.Features;
using Assay.Features.Labels;
using Assay.MarketData.Panels;

namespace Assay.Tests.Unit.Features.Labels;

public sealed class LabelBuilderTests
{
    private static readonly LabelOptions OneSession = new() { HorizonSessions = 1 };

    [Fact]
    public void Build_HandMadeOpens_BuysNextOpenAndRanksTheReturns()
    {
        // Opens of four sessions; a decision on session 0 buys at session 1 and sells at session 2.
        var axis = FormulaMarket.Axis(4, 4);
        var market = OpensOf(axis, [9, 100, 110, 99], [9, 50, 50, 60], [9, 20, 22, 22], [9, 10, 8, double.NaN]);
        var rows = Rows(market);
        market.Close.Values[^1] = double.NaN;

        var labels = LabelBuilder.Build(market, rows, OneSession);

        Session(labels.ForwardReturns, 0).ShouldBe([0.1, 0.0, 0.1, -0.2], 1e-12);
        // 110/100 and 22/20 are the same double, so the two share ranks 3 and 4.
        Session(labels.Values, 0).ShouldBe([2.0 / 3.0, -1.0 / 3.0, 2.0 / 3.0, -1.0], 1e-12);
        Session(labels.ForwardReturns, 1)[..3].ShouldBe([-0.1, 0.2, 0.0], 1e-12);
        Session(labels.ForwardReturns, 1)[3].ShouldBe(double.NaN);
        Session(labels.Values, 1).ShouldBe([-1.0, 1.0, 0.0, double.NaN]);
        Session(labels.ForwardReturns, 2).ShouldAllBe(value => double.IsNaN(value));
        Session(labels.Values, 3).ShouldAllBe(value => double.IsNaN(value));
        labels.EndSessionOf(1).ShouldBe(2);

        static double[] Session(double[] values, int session) => values[(4 * session)..(4 * (session + 1))];
    }

    [Fact]
    public void Build_NoOpens_TakesTheClosesOfTheSameSessions()
    {
        var axis = FormulaMarket.Axis(4, 3);
        var market = OpensOf(axis, [double.NaN, double.NaN, double.NaN, 9], [9, 50, 60, 9], [9, 20, double.NaN, 9]);
        double[] closes = [7, 100, 120, 7, 7, 7, 7, 7, 7, 7, 30, 7];
        closes.CopyTo(market.Close.Values, 0);

        var labels = LabelBuilder.Build(market, Rows(market), OneSession);

        // Closes alone, whole bars, and a symbol that is bought at an open and sold at a close.
        labels.ForwardReturns[..3].ShouldBe([0.2, 0.2, 0.5], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(60)]
    public void Build_OpensAfterASessionChanged_LabelsThatEndByThenStay(int horizon)
    {
        const int LastKept = 200;
        var axis = FormulaMarket.Axis(300, 9);
        var market = FormulaMarket.Bars(axis);
        var rows = Rows(market);
        var options = new LabelOptions { HorizonSessions = horizon };

        var before = LabelBuilder.Build(market, rows, options);
        var after = LabelBuilder.Build(FormulaMarket.WithOtherFuture(market, LastKept), rows, options);

        // The last session whose label ends by LastKept is LastKept − 1 − horizon: beyond it, and only there, the future shows.
        var known = rows.SessionOffsets[LastKept - horizon];
        after.Values[..known].ShouldBe(before.Values[..known]);
        after.ForwardReturns[..known].ShouldBe(before.ForwardReturns[..known]);
        var next = rows.SessionOffsets[LastKept - horizon + 1];
        after.ForwardReturns[known..next].ShouldNotBe(before.ForwardReturns[known..next]);
        before.EndSessionOf(known - 1).ShouldBe(LastKept);
    }

    [Fact]
    public void ToTable_AndBack_LeavesOutWhatIsNotKnownYet()
    {
        var axis = FormulaMarket.Axis(60, 3);
        var market = FormulaMarket.Bars(axis);
        var rows = Rows(market);
        var labels = LabelBuilder.Build(market, rows, new LabelOptions { HorizonSessions = 5 });

        var table = labels.ToTable();
        var read = LabelSet.FromTable(table, rows);

        table.SchemaId.ShouldBe("assay.labels/1");
        table.RowCount.ShouldBe(3 * (60 - 6));
        table.Date("label_end")[0].ShouldBe(axis.Sessions[6].DayNumber);
        table.Date("label_end")[^1].ShouldBe(axis.Sessions[59].DayNumber);
        read.EndOffsetSessions.ShouldBe(6);
        read.ForwardReturns.ShouldBe(labels.ForwardReturns);
        read.Values.ShouldBe(labels.Values);
    }

    private static RowIndex Rows(MarketPanel market) => RowIndex.OfTradedMembers(market, FormulaMarket.Everyone(market.Axis));

    private static MarketPanel OpensOf(PanelAxis axis, params double[][] opens)
    {
        var open = new Panel(axis, [.. opens.SelectMany(history => history)]);
        var ones = new double[axis.Length];
        Array.Fill(ones, 1.0);
        var flat = new Panel(axis, ones);
        return new MarketPanel(open, flat, flat, new Panel(axis, [.. ones]), flat);
    }
}
