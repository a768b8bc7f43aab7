using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.PointInTime;

public sealed class SnapshotReaderTests : IDisposable
{
    private static readonly TradingDate Day = new(2017, 3, 1);
    private static readonly DateTimeOffset Evening = new(2017, 3, 1, 21, 15, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;

    public SnapshotReaderTests() => store = new FolderArtifactStore(folder.Path);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_AnyHistoryOfStatements_GivesWhatWasKnownAtEveryInstant(int seed)
    {
        var log = new StatementLog(batches: 30, seed);
        var reader = new SnapshotReader(store, Chain(log, knownBy: null));

        foreach (var instant in log.Instants.Where((_, index) => index % 3 == 0))
        {
            StatementLog.Texts(reader.Read(ObservedDataset.Bars, instant)).ShouldBe(log.KnownAt(instant));
            var span = new DateSpan(new TradingDate(2016, 12, 28), new TradingDate(2017, 1, 3));
            StatementLog.Texts(reader.Read(ObservedDataset.Bars, instant, span)).ShouldBe(log.KnownAt(instant, span));
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Read_RowsKnownLaterAreAdded_ChangesNoByte(int seed)
    {
        var log = new StatementLog(batches: 25, seed);
        var whole = new SnapshotReader(store, Chain(log, knownBy: null));

        foreach (var instant in log.Instants.Where((_, index) => index % 8 == 5).Where(instant => log.KnownAt(instant).Length > 0))
        {
            var then = new SnapshotReader(store, Chain(log, knownBy: instant));

            store.PutTable(whole.Read(ObservedDataset.Bars, instant)).ShouldBe(store.PutTable(then.Read(ObservedDataset.Bars, instant)));
            whole.Read(ObservedDataset.Bars, instant).Text("symbol").Dictionary.ShouldBe(then.Read(ObservedDataset.Bars, instant).Text("symbol").Dictionary);
            store.PutTable(whole.RawBars(instant)).ShouldBe(store.PutTable(then.RawBars(instant)));
        }
    }

    [Fact]
    public void Read_Correction_HoldsFromItsOwnInstantOn()
    {
        var reader = Reader(
            Bars(builder => builder.Add(Day, Evening, "a", ["AAPL"], [1, 2, 1, 2, 10])),
            Bars(builder => builder.Add(Day, Evening.AddDays(3), "b", ["AAPL"], [1, 2, 1, 1.5, 10])));

        reader.Read(ObservedDataset.Bars, Evening.AddTicks(-10)).RowCount.ShouldBe(0);
        reader.Read(ObservedDataset.Bars, Evening).Float64("close").ShouldBe([2]);
        reader.Read(ObservedDataset.Bars, Evening.AddDays(3).AddTicks(-10)).Float64("close").ShouldBe([2]);
        reader.Read(ObservedDataset.Bars, Evening.AddDays(3)).Float64("close").ShouldBe([1.5]);
        reader.History(ObservedDataset.Bars).Text("source").Codes.ShouldBe([0, 1]);
    }

    [Fact]
    public void Read_Retraction_TakesTheRowAwayUntilAnotherComes()
    {
        var reader = Reader(Bars(builder =>
        {
            builder.Add(Day, Evening, "a", ["AAPL"], [1, 2, 1, 2, 10]);
            builder.Retract(Day, Evening.AddDays(1), "a", "AAPL");
            builder.Add(Day, Evening.AddDays(2), "a", ["AAPL"], [1, 2, 1, 1.75, 10]);
        }));

        reader.Read(ObservedDataset.Bars, Evening).RowCount.ShouldBe(1);
        reader.Read(ObservedDataset.Bars, Evening.AddDays(1)).RowCount.ShouldBe(0);
        reader.Read(ObservedDataset.Bars, Evening.AddDays(2)).Float64("close").ShouldBe([1.75]);
        reader.History(ObservedDataset.Bars).RowCount.ShouldBe(3);
    }

    [Fact]
    public void Read_KnownSinceTheSameInstant_TheLaterPartitionHolds()
    {
        var reader = Reader(
            Bars(builder => builder.Add(Day, Evening, "a", ["AAPL"], [1, 2, 1, 2, 10])),
            Bars(builder => builder.Add(Day, Evening, "b", ["AAPL"], [1, 2, 1, 1.5, 10])));

        reader.Read(ObservedDataset.Bars, Evening).Float64("close").ShouldBe([1.5]);
    }

    [Fact]
    public void Read_SourceSaysTwoThingsAtOnce_GivesBothToTheGate()
    {
        var reader = Reader(Bars(builder =>
        {
            builder.Add(Day, Evening, "a", ["AAPL"], [1, 2, 1, 2, 10], 1);
            builder.Add(Day, Evening, "a", ["AAPL"], [1, 2, 1, 3, 10], 2);
        }));

        reader.RawBars(Evening).Float64("close").ShouldBe([2, 3]);
        reader.RawBars(Evening).Int64("line").ShouldBe([1, 2]);
    }

    [Fact]
    public void Read_ColumnsNamed_GivesThoseInThatOrder()
    {
        var reader = Reader(Bars(builder => builder.Add(Day, Evening, "a", ["AAPL"], [1, 2, 1, 2, 10])));

        reader.Read(ObservedDataset.Bars, Evening, default, ["close", "symbol"]).Columns.Select(column => column.Name).ShouldBe(["close", "symbol"]);
    }

    [Fact]
    public void Read_KindWithoutPartitions_IsEmptyWithItsColumns()
    {
        var reader = Reader(Bars(builder => builder.Add(Day, Evening, "a", ["AAPL"], [1, 2, 1, 2, 10])));

        foreach (var dataset in ObservedDataset.All.Where(dataset => dataset != ObservedDataset.Bars))
        {
            var read = reader.Read(dataset, Evening);
            read.RowCount.ShouldBe(0);
            read.Columns.Select(column => column.Name).ShouldBe(dataset.Columns);
            ObservedOrder.Arrange(read).ShouldBeSameAs(read);
        }

        reader.Membership(Evening).ShouldBeNull();
    }

    [Fact]
    public void Read_TwoKeys_AreKeptApart()
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Fundamentals);
        builder.Add(Day, Evening, "a", ["MSFT", "price_earnings"], [20]);
        builder.Add(Day, Evening, "a", ["AAPL", "price_earnings"], [15]);
        builder.Add(Day, Evening, "a", ["AAPL", "earnings_per_share"], [4]);
        builder.Add(Day, Evening.AddDays(1), "a", ["AAPL", "price_earnings"], [16]);
        var reader = Reader(builder.Build());

        reader.Read(ObservedDataset.Fundamentals, Evening).Float64("value").ShouldBe([4, 15, 20]);
        reader.Read(ObservedDataset.Fundamentals, Evening.AddDays(1)).Float64("value").ShouldBe([4, 16, 20]);
    }

    [Fact]
    public void Membership_SnapshotKnownLater_IsNotThereBefore()
    {
        var membership = new Table(
            MarketDataSchemas.Membership,
            new DateColumn("known_since", [Day.DayNumber, Day.DayNumber + 30]),
            TextColumn.FromTexts("symbol", ["AAPL", "MSFT"]),
            TextColumn.FromTexts("name", [null, "Microsoft"]),
            TextColumn.FromTexts("sector", ["Tech", "Tech"]));
        var reader = Reader(ObservedMembership.From(membership, date => new DateTimeOffset(date.ToDateOnly(), new TimeOnly(23, 0), TimeSpan.Zero), "file:members.csv"));

        var then = reader.Membership(Evening.AddDays(1));

        then.ShouldNotBeNull().Text("symbol").Dictionary.ShouldBe(["AAPL"]);
        store.PutTable(reader.Membership(Evening.AddDays(40))!).ShouldBe(store.PutTable(membership));
    }

    private static Table Bars(Action<ObservedTableBuilder> fill)
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Bars);
        fill(builder);
        return builder.Build();
    }

    private SnapshotReader Reader(params IReadOnlyList<Table> batches)
    {
        var builder = new SnapshotBuilder(store, "test", synthetic: false);
        foreach (var batch in batches)
        {
            builder.Append(batch);
        }

        return new SnapshotReader(store, builder.Build());
    }

    /// <summary>A snapshot per batch, each with the one before as its parent.</summary>
    private Snapshot Chain(StatementLog log, DateTimeOffset? knownBy)
    {
        Snapshot? latest = null;
        for (var batch = 0; batch < log.Batches; batch++)
        {
            if (log.Batch(batch, knownBy) is { } table)
            {
                var builder = latest is null ? new SnapshotBuilder(store, "test", synthetic: false) : new SnapshotBuilder(store, latest.Keep(store));
                latest = builder.Append(table).Build();
            }
        }

        return latest.ShouldNotBeNull();
    }
}
