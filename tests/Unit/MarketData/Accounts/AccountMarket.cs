using System.Globalization;
using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Accounts;

/// <summary>A snapshot with fills, closes, splits and statements of positions, in a folder of its own. Days count from 2017-01-02; a bar is known at 21:00 of its day.</summary>
internal sealed class AccountMarket : IDisposable
{
    public static readonly TradingDate First = new(2017, 1, 2);
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;
    private readonly SnapshotBuilder builder;
    private int batches;

    public AccountMarket()
    {
        store = new FolderArtifactStore(folder.Path);
        builder = new SnapshotBuilder(store, "m", synthetic: false);
    }

    public SnapshotReader Reader => new(store, builder.Build());

    public static DateTimeOffset Evening(int day) => new(First.AddDays(day).ToDateOnly(), new TimeOnly(21, 0), TimeSpan.Zero);

    public static DateTimeOffset At(int day, int minute) => new DateTimeOffset(First.AddDays(day).ToDateOnly(), new TimeOnly(15, 0), TimeSpan.Zero).AddMinutes(minute);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    public AccountMarket Close(int day, string symbol, double close, DateTimeOffset? known = null) =>
        Append(ObservedDataset.Bars, rows => rows.Add(First.AddDays(day), known ?? Evening(day), "vendor", [symbol], [close, close, close, close, 1], batches));

    /// <summary>Bars of one source, all at once.</summary>
    public AccountMarket Bars(Table bars)
    {
        _ = builder.Append(bars);
        return this;
    }

    public AccountMarket Split(int day, string symbol, double ratio, DateTimeOffset? known = null) => Action(day, symbol, ActionKind.Split, ratio, null, known);

    public AccountMarket Action(int day, string symbol, string kind, double ratio = double.NaN, string? successor = null, DateTimeOffset? known = null) =>
        Append(ObservedDataset.Actions, rows => rows.Add(First.AddDays(day), known ?? Evening(day - 1), "vendor", [symbol, kind, successor], [ratio, double.NaN]));

    public AccountMarket Fill(string id, int day, int minute, string symbol, double quantity, double price, double commission = 0, DateTimeOffset? known = null) =>
        Append(ObservedDataset.Fills, rows => AddFill(rows, id, day, minute, symbol, quantity, price, commission, known));

    public AccountMarket Fills(Action<ObservedTableBuilder> add) => Append(ObservedDataset.Fills, add);

    public static void AddFill(
        ObservedTableBuilder rows, string id, int day, int minute, string symbol, double quantity, double price, double commission = 0, DateTimeOffset? known = null) => rows.Add(
            First.AddDays(day),
            known ?? At(day, minute),
            "broker",
            [symbol, id, "o", null, null, null, null, At(day, minute).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)],
            [quantity, price, commission, double.NaN]);

    /// <summary>A row of a statement: quantity, avg_price, market_value, total_fees, trades_count.</summary>
    public AccountMarket Stated(int day, string symbol, string? lastTrade, params double[] figures) =>
        Append(ObservedDataset.Positions, rows => rows.Add(First.AddDays(day), Evening(day), "statement", [symbol, lastTrade], figures));

    private AccountMarket Append(ObservedDataset dataset, Action<ObservedTableBuilder> add)
    {
        var rows = new ObservedTableBuilder(dataset);
        add(rows);
        batches++;
        _ = builder.Append(rows.Build());
        return this;
    }
}
