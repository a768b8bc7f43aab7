using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.Tests.Unit.MarketData.PointInTime;

public sealed class ObservedNewsTests
{
    private static readonly TradingDate Day = new(2017, 3, 1);
    private static readonly DateTimeOffset Evening = new(2017, 3, 1, 21, 15, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2017, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_SessionReadAgain_KeepsOnlyWhatIsSaidAnew()
    {
        var known = Bars(0, ("A", 10), ("B", double.NaN), ("C", 30), ("E", 50));
        var fetched = Bars(1, ("A", 10), ("B", double.NaN), ("C", 31), ("D", 40));

        var news = ObservedNews.Of(known, fetched, Now, hasVintages: false);

        Enumerable.Range(0, news.RowCount).Select(row => $"{news.Text("symbol").At(row)} {news.Float64("close")[row]}").ShouldBe(["C 31", "D 40"]);
        news.Text("symbol").Dictionary.ShouldBe(["C", "D"]);
        ObservedNews.Of(known, Bars(1, ("A", 10)), Now, hasVintages: false).RowCount.ShouldBe(0);
    }

    [Fact]
    public void Of_SourceContradictsItselfAsBefore_IsNoNews()
    {
        ObservedNews.Of(Bars(0, ("A", 10), ("A", 11)), Bars(1, ("A", 10), ("A", 11)), Now, hasVintages: false).RowCount.ShouldBe(0);
        ObservedNews.Of(Bars(0, ("A", 10), ("A", 11)), Bars(1, ("A", 11)), Now, hasVintages: false).RowCount.ShouldBe(1);
        ObservedNews.Of(Bars(0, ("A", 10)), Bars(1, ("A", 10), ("A", 11)), Now, hasVintages: false).RowCount.ShouldBe(2);
    }

    [Fact]
    public void Of_Retraction_IsNewsWhereSomethingWasKnown()
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Bars);
        builder.Retract(Day, Evening.AddDays(1), "a", "A");
        builder.Retract(Day, Evening.AddDays(1), "a", "B");

        var news = ObservedNews.Of(Bars(0, ("A", 10)), builder.Build(), Now, hasVintages: false);

        news.Text("symbol").Dictionary.ShouldBe(["A"]);
    }

    [Fact]
    public void Of_TextsAndTwoKeys_AreCompared()
    {
        static Table Actions(int later, string symbol, string next)
        {
            var builder = new ObservedTableBuilder(ObservedDataset.Actions);
            builder.Add(Day, Evening.AddDays(later), "a", ["OLD", "rename", next], [double.NaN, double.NaN]);
            builder.Add(Day, Evening.AddDays(later), "a", [symbol, "split", null], [2, double.NaN]);
            return builder.Build();
        }

        ObservedNews.Of(Actions(0, "S", "NEW"), Actions(1, "S", "NEW"), Now, hasVintages: false).RowCount.ShouldBe(0);
        ObservedNews.Of(Actions(0, "S", "NEW"), Actions(1, "S", "NEWER"), Now, hasVintages: false).Text("new_symbol").Dictionary.ShouldBe(["NEWER"]);
        ObservedNews.Of(Actions(0, "S", "NEW"), Actions(1, "T", "NEW"), Now, hasVintages: false).Text("symbol").Dictionary.ShouldBe(["T"]);
    }

    [Fact]
    public void Of_ContradictionOfSomethingKnownLater_IsKnownFromTheStatementOn()
    {
        var news = ObservedNews.Of(Bars(0, ("A", 10), ("B", 20)), Bars(0, ("A", 11), ("B", 20), ("C", 30)), Now, hasVintages: false);

        Enumerable.Range(0, news.RowCount).Select(row => (news.Text("symbol").At(row), InstantColumn.InstantOf(news.Instant("known_at")[row])))
            .ShouldBe([("A", Now), ("C", Evening)]);
    }

    /// <summary>The known-at of a bar is that of its day and of its source's delay; a slower source that says otherwise says so only now.</summary>
    [Fact]
    public void Of_SlowerSourceContradicts_IsKnownFromTheStatementOn()
    {
        var news = ObservedNews.Of(Bars(0, ("A", 10)), Bars(1, ("A", 11)), Now, hasVintages: false);

        news.Float64("close").ShouldBe([11]);
        InstantColumn.InstantOf(news.Instant("known_at")[0]).ShouldBe(Now);
    }

    [Fact]
    public void Of_SeveralVintages_TakesOnlyWhatIsLaterThanWhatIsKnown()
    {
        static Table Vintages(params IReadOnlyList<(int Day, double Value)> rows)
        {
            var builder = new ObservedTableBuilder(ObservedDataset.Series);
            foreach (var (day, value) in rows)
            {
                builder.Add(Day, Evening.AddDays(day), "a", ["GDP"], [value]);
            }

            return builder.Build();
        }

        var known = Vintages((1, 10), (5, 11));

        ObservedNews.Of(known, known, Now, hasVintages: true).RowCount.ShouldBe(0);
        ObservedNews.Of(known, Vintages((1, 10), (3, 10.5), (5, 11)), Now, hasVintages: true).RowCount.ShouldBe(0);
        ObservedNews.Of(known, Vintages((1, 10), (5, 11), (6, 12), (7, 12), (8, 11)), Now, hasVintages: true).Float64("value").ShouldBe([12, 11]);
        ObservedNews.Of(known, Vintages((1, 10)), Now, hasVintages: true).Instant("known_at").ShouldBe([InstantColumn.MicrosecondsOf(Now)]);
    }

    private static Table Bars(int later, params IReadOnlyList<(string Symbol, double Close)> rows)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var (symbol, close) in rows)
        {
            builder.Add(Day, Evening.AddDays(later), later == 0 ? "a" : "b", [symbol], [1, 2, 1, close, 10], later);
        }

        return builder.Build();
    }
}
