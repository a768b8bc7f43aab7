using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.PointInTime;

public sealed class SnapshotBuilderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;

    public SnapshotBuilderTests() => store = new FolderArtifactStore(folder.Path);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Build_SeveralYears_GetAPartitionEach()
    {
        var snapshot = new SnapshotBuilder(store, "m", synthetic: false).Append(Days(new TradingDate(2015, 11, 1), 500)).Build();

        var partitions = snapshot.Partitions(ObservedDataset.Bars);
        partitions.Select(partition => partition.FirstDate.ToString()).ShouldBe(["2015-11-01", "2016-01-01", "2017-01-01"]);
        partitions.Select(partition => partition.LastDate.ToString()).ShouldBe(["2015-12-31", "2016-12-31", "2017-03-14"]);
        partitions.Sum(partition => partition.Table.Rows).ShouldBe(1000);
        snapshot.KnownThrough.ShouldBe(partitions[^1].LastKnownAt);
        snapshot.Sources.ShouldBe(["test"]);
    }

    [Fact]
    public void Build_AnotherDay_LeavesTheOldPartitionsAlone()
    {
        var parent = new SnapshotBuilder(store, "m", synthetic: false).Append(Days(new TradingDate(2016, 1, 1), 300)).Build();

        var child = new SnapshotBuilder(store, parent.Keep(store)).Append(Days(new TradingDate(2016, 10, 27), 1)).Build();

        var partitions = child.Partitions(ObservedDataset.Bars);
        partitions.Count.ShouldBe(2);
        partitions[0].Table.ShouldBe(parent.Partitions(ObservedDataset.Bars)[0].Table);
        partitions[1].Table.Rows.ShouldBe(2);
        child.Sequence.ShouldBe(2);
    }

    [Fact]
    public void Build_ManyDays_StayFewPartitionsAndTheSameReads()
    {
        var first = new TradingDate(2016, 11, 1);
        var reference = new SnapshotBuilder(store, "m", synthetic: false).Append(Days(first, 1)).Build().Keep(store);
        for (var day = 1; day < 80; day++)
        {
            reference = new SnapshotBuilder(store, reference).Append(Days(first.AddDays(day), 1)).Build().Keep(store);
        }

        var snapshot = Snapshot.Read(store, reference);

        var partitions = snapshot.Partitions(ObservedDataset.Bars);
        partitions.Count(partition => partition.FirstDate < new TradingDate(2017, 1, 1)).ShouldBe(1, "a year that is over becomes one");
        partitions.Count.ShouldBeLessThan(9);
        partitions.Sum(partition => partition.Parts).ShouldBe(80);
        var instant = new DateTimeOffset(2017, 1, 5, 0, 0, 0, TimeSpan.Zero);
        store.PutTable(new SnapshotReader(store, snapshot).RawBars(instant))
            .ShouldBe(store.PutTable(new SnapshotReader(store, new SnapshotBuilder(store, "m", synthetic: false).Append(Days(first, 80)).Build()).RawBars(instant)));
    }

    [Fact]
    public void Build_SameAppends_GiveTheSameDocument()
    {
        ArtifactRef Make(FolderArtifactStore target)
        {
            var reference = new SnapshotBuilder(target, "m", synthetic: true).Append(Days(new TradingDate(2016, 1, 1), 3)).Build().Keep(target);
            for (var day = 0; day < 20; day++)
            {
                reference = new SnapshotBuilder(target, reference).Append(Days(new TradingDate(2016, 2, 1).AddDays(day), 1)).Build().Keep(target);
            }

            return reference;
        }

        using var other = new TemporaryFolder();
        using var second = new FolderArtifactStore(other.Path);

        Make(second).ShouldBe(Make(store));
        Snapshot.Read(second, Make(second)).Synthetic.ShouldBeTrue();
    }

    [Fact]
    public void Build_KnownThroughBeforeTheParents_IsRefused()
    {
        var parent = new SnapshotBuilder(store, "m", synthetic: false).Append(Days(new TradingDate(2016, 1, 1), 3)).Build();

        Should.Throw<ArgumentException>(() => new SnapshotBuilder(store, parent.Keep(store)).Build(parent.KnownThrough.AddDays(-1)));
    }

    [Fact]
    public void Arrange_AnyOrder_SortsByDateKeysAndInstant()
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Actions);
        var known = new DateTimeOffset(2017, 1, 5, 0, 0, 0, TimeSpan.Zero);
        builder.Add(new TradingDate(2017, 1, 3), known, "b", ["MSFT", "split", null], [2, double.NaN]);
        builder.Add(new TradingDate(2017, 1, 3), known.AddDays(1), "a", ["AAPL", "split", null], [7, double.NaN]);
        builder.Add(new TradingDate(2017, 1, 3), known, "a", ["AAPL", "split", null], [6, double.NaN]);
        builder.Add(new TradingDate(2017, 1, 3), known.AddDays(2), "a", ["AAPL", "cash_dividend", null], [double.NaN, 1]);
        builder.Add(new TradingDate(2017, 1, 2), known, "a", ["ZZ", "rename", "Z"], [double.NaN, double.NaN]);

        var table = builder.Build();

        table.Columns.Select(column => column.Name).ShouldBe(
            ["ex_date", "symbol", "known_at", "source", "kind", "ratio", "amount", "new_symbol", "retracted"]);
        Enumerable.Range(0, 5).Select(row => $"{table.Text("symbol").At(row)} {table.Text("kind").At(row)}")
            .ShouldBe(["ZZ rename", "AAPL cash_dividend", "AAPL split", "AAPL split", "MSFT split"]);
        table.Float64("ratio")[2..].ShouldBe([6, 7, 2]);
        ObservedOrder.Arrange(table).ShouldBeSameAs(table);
    }

    [Fact]
    public void Append_OtherTable_IsRefused() => Should.Throw<ArgumentException>(() =>
        new SnapshotBuilder(store, "m", synthetic: false).Append(new Table(MarketDataSchemas.ObservedBars, new DateColumn("date", []))))
        .Message.ShouldContain("has the columns date, symbol, known_at");

    /// <summary>Bars of two symbols on consecutive days, known that evening.</summary>
    private static Table Days(TradingDate first, int days)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Bars);
        for (var day = 0; day < days; day++)
        {
            var date = first.AddDays(day);
            var evening = new DateTimeOffset(date.ToDateOnly(), new TimeOnly(21, 15), TimeSpan.Zero);
            builder.Add(date, evening, "test", ["MSFT"], [1, 2, 1, date.DayNumber, 10]);
            builder.Add(date, evening, "test", ["AAPL"], [1, 2, 1, date.DayNumber / 2.0, 10]);
        }

        return builder.Build();
    }
}
