using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Actions;

public sealed class SymbolKnowledgeTests : IDisposable
{
    private static readonly TradingDate First = new(2017, 1, 2);
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;
    private readonly SnapshotReader reader;

    public SymbolKnowledgeTests()
    {
        store = new FolderArtifactStore(folder.Path);
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        for (var day = 0; day < 6; day++)
        {
            bars.Add(First.AddDays(day), Evening(day), "vendor", [day < 3 ? "OLD" : "NEW"], [100, 100, 100, 100 + day, 10], day);
            bars.Add(First.AddDays(day), Evening(day), "vendor", ["OTHER"], [50, 50, 50, 50, 10], day);
        }

        bars.Add(First.AddDays(1), Evening(4), "second", ["OLD"], [100, 100, 100, 99, 10]);
        var actions = new ObservedTableBuilder(ObservedDataset.Actions);
        actions.Add(First.AddDays(3), Evening(2), "vendor", ["OLD", ActionKind.Rename, "NEW"], [double.NaN, double.NaN]);
        actions.Add(First.AddDays(5), Evening(4), "vendor", ["NEW", ActionKind.Split, null], [2, double.NaN]);
        actions.Add(First.AddDays(5), Evening(4), "vendor", ["OTHER", ActionKind.CashDividend, null], [double.NaN, 80]);
        var figures = new ObservedTableBuilder(ObservedDataset.Fundamentals);
        figures.Add(First, Evening(0), "vendor", ["NEW", "price_earnings"], [20]);
        figures.Add(First.AddDays(2), Evening(4), "vendor", ["NEW", "price_earnings"], [21]);
        figures.Add(First.AddDays(3), Evening(4), "vendor", ["NEW", "price_earnings"], [double.NaN]);
        figures.Add(First, Evening(0), "vendor", ["NEW", "earnings_per_share"], [4]);
        var members = new ObservedTableBuilder(ObservedDataset.Membership);
        members.Add(First, Evening(0), "list", ["NEW", null, "Tech"], []);
        members.Add(First.AddDays(4), Evening(4), "list", ["OTHER", null, "Tech"], []);
        var series = new ObservedTableBuilder(ObservedDataset.Series);
        series.Add(First, Evening(1), "fred", ["DGS10"], [2.5]);
        series.Add(First, Evening(3), "fred", ["DGS10"], [2.6]);
        series.Add(First, Evening(1), "fred", ["VIXCLS"], [12]);
        reader = new SnapshotReader(store, new SnapshotBuilder(store, "m", synthetic: false)
            .Append(bars.Build()).Append(actions.Build()).Append(figures.Build()).Append(members.Build()).Append(series.Build()).Build());
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Read_RenamedShare_HasItsWholeHistoryWithTheSourceOfEachBar()
    {
        var known = SymbolKnowledge.Read(reader, "NEW", Evening(5), DateSpan.All, PriceAdjustment.TotalReturn);

        known.Bars.Float64("close").ShouldBe([50, 49.5, 51, 51.5, 52, 105]);
        known.Bars.Text("symbol").Dictionary.ShouldBe(["NEW"]);
        Enumerable.Range(0, 6).Select(row => known.Bars.Text("source").At(row)).ShouldBe(["vendor", "second", "vendor", "vendor", "vendor", "vendor"]);
        InstantColumn.InstantOf(known.Bars.Instant("known_at")[1]).ShouldBe(Evening(4));
        known.Bars.Int64("line").ShouldBe([0, 0, 2, 3, 4, 5]);
        Enumerable.Range(0, 2).Select(row => known.Actions.Text("kind").At(row)).ShouldBe([ActionKind.Rename, ActionKind.Split]);
        known.Ignored.ShouldBeEmpty("the dividend that cannot be is another share's");
    }

    [Fact]
    public void Read_Before_KnowsNeitherCorrectionNorSplitNorNewSymbol()
    {
        var known = SymbolKnowledge.Read(reader, "OLD", Evening(2), DateSpan.All, PriceAdjustment.TotalReturn);

        known.Bars.Float64("close").ShouldBe([100, 101, 102]);
        SymbolKnowledge.Read(reader, "NEW", Evening(2), new DateSpan(First, First), PriceAdjustment.Raw).Bars.RowCount.ShouldBe(0);
    }

    [Fact]
    public void Read_RawInASpan_GivesTheSymbolsOfThen()
    {
        var known = SymbolKnowledge.Read(reader, "OLD", Evening(5), new DateSpan(First.AddDays(1), First.AddDays(4)), PriceAdjustment.Raw);

        known.Bars.Float64("close").ShouldBe([99, 102]);
    }

    [Fact]
    public void Read_Figures_GivesTheLatestThatHasAValue()
    {
        var early = SymbolKnowledge.Read(reader, "NEW", Evening(3), DateSpan.All, PriceAdjustment.Raw).Fundamentals;
        var late = SymbolKnowledge.Read(reader, "NEW", Evening(4), DateSpan.All, PriceAdjustment.Raw).Fundamentals;

        early.Float64("value").ShouldBe([4, 20]);
        late.Float64("value").ShouldBe([4, 21]);
        late.Text("field").Dictionary.ShouldBe(["earnings_per_share", "price_earnings"]);
    }

    [Fact]
    public void Read_Membership_IsThatOfTheLatestList()
    {
        SymbolKnowledge.Read(reader, "NEW", Evening(3), DateSpan.All, PriceAdjustment.Raw).Membership
            .ShouldBe(new SymbolMembership(true, First, "Tech", Evening(0), "list"));
        SymbolKnowledge.Read(reader, "NEW", Evening(4), DateSpan.All, PriceAdjustment.Raw).Membership
            .ShouldBe(new SymbolMembership(false, First.AddDays(4), null, Evening(4), "list"));
    }

    [Fact]
    public void Read_NameOfASeries_GivesItsValuesAsKnownThen()
    {
        SymbolKnowledge.Read(reader, "DGS10", Evening(2), DateSpan.All, PriceAdjustment.TotalReturn).Series.Float64("value").ShouldBe([2.5]);
        SymbolKnowledge.Read(reader, "DGS10", Evening(3), DateSpan.All, PriceAdjustment.TotalReturn).Series.Float64("value").ShouldBe([2.6]);
    }

    [Fact]
    public void Read_SymbolThatNobodySpeaksOf_IsEmpty()
    {
        SymbolKnowledge.Read(reader, "ELSE", Evening(5), DateSpan.All, PriceAdjustment.TotalReturn).IsEmpty.ShouldBeTrue();
        SymbolKnowledge.Read(reader, "NEW", Evening(-1), DateSpan.All, PriceAdjustment.TotalReturn).IsEmpty.ShouldBeTrue();
    }

    private static DateTimeOffset Evening(int day) => new(First.AddDays(day).ToDateOnly(), new TimeOnly(21, 15), TimeSpan.Zero);
}
