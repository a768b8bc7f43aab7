using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.Accounts;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Accounts;

/// <summary>Fills beside the raw bars and the actions of Lean: four splits of Apple, and Google's change of symbol with its distribution.</summary>
public sealed class RealPositionTests : IDisposable
{
    private const string Bars = "lean_equity/daily_raw_ohlcv.csv.gz";
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;

    public RealPositionTests() => store = new FolderArtifactStore(folder.Path);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [SharedDataFact(Bars)]
    public void Read_AppleHeldOverFourSplits_IsTwoTimesTwoTimesSevenTimesFour()
    {
        var reader = Reader(("a", "AAPL", new(2000, 1, 3), 100, 111.94));

        PositionDerivation.Read(reader, EndOf(2020, 8, 30)).Positions.ShouldHaveSingleItem().Quantity.ShouldBe(2_800);
        var position = PositionDerivation.Read(reader, EndOf(2020, 8, 31), ExchangeCalendars.Nyse).Positions.ShouldHaveSingleItem();

        position.Quantity.ShouldBe(11_200);
        position.Lots.ShouldHaveSingleItem().Cost.ShouldBe(11_194);
        (position.Close!.Date, position.Close.AgeSessions).ShouldBe((new TradingDate(2020, 8, 31), 0));
        position.MarketValue.ShouldBe(11_200 * position.Close.Price);

        // The raw close of the session before, 499.23, is worth as much as a quarter of it afterwards.
        PositionDerivation.Read(reader, EndOf(2020, 8, 30)).MarketValue.ShouldBe(2_800 * 499.23m);
    }

    [SharedDataFact(Bars)]
    public void Read_GoogleBeforeAndAfterTheDistribution_IsTwoShares()
    {
        var reader = Reader(("old", "GOOG", new(2014, 3, 3), 10, 1_200), ("new", "GOOG", new(2014, 5, 1), 10, 530));

        PositionDerivation.Read(reader, EndOf(2014, 3, 31)).Positions.ShouldHaveSingleItem().Symbol.ShouldBe("GOOG");
        PositionDerivation.Read(reader, EndOf(2014, 6, 30)).Positions.Select(position => (position.Symbol, position.Quantity)).ShouldBe([("GOOG", 10), ("GOOGL", 20)]);
        var later = PositionDerivation.Read(reader, EndOf(2015, 6, 30));
        later.Positions.Select(position => (position.Symbol, Math.Round(position.Quantity, 5))).ShouldBe([("GOOG", 10.02700m), ("GOOGL", 20)]);
        later.Remarks.ShouldHaveSingleItem().ShouldStartWith("GOOG: the split on 2015-04-27 leaves 10.027003 shares");
    }

    private static DateTimeOffset EndOf(int year, int month, int day) => new(year, month, day, 23, 59, 59, TimeSpan.Zero);

    private SnapshotReader Reader(params (string Id, string Symbol, TradingDate Day, double Quantity, double Price)[] fills)
    {
        var calendar = ExchangeCalendars.Nyse;
        var options = MarketSamples.Shipped().Import;
        var path = SharedData.Find(Bars)!;
        var rows = new ObservedTableBuilder(ObservedDataset.Fills);
        foreach (var (id, symbol, day, quantity, price) in fills)
        {
            rows.Add(day, calendar.Session(day).Open, "broker", [symbol, id, "o", null, null, null, null, null], [quantity, price, 0, double.NaN]);
        }

        var builder = new SnapshotBuilder(store, "lean", synthetic: false).Append(rows.Build());
        foreach (var (file, kind) in new[] { (path, ImportKind.Bars), (Path.GetDirectoryName(path)!, ImportKind.LeanActions) })
        {
            foreach (var table in MarketImport.Read(file, new ImportRules { Kind = kind, Source = "lean" }, options, calendar).Tables)
            {
                _ = builder.Append(table);
            }
        }

        return new SnapshotReader(store, builder.Build());
    }
}
