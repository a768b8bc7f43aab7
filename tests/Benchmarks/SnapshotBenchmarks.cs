using Assay.Activities.Settings;
using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.Tests.Support;
using BenchmarkDotNet.Attributes;

namespace Assay.Benchmarks;

/// <summary>
/// Point-in-time snapshots: the S&amp;P 500 file imported, checked and kept; ten years of 500 symbols (1.26 million rows) read, adjusted, and added to by
/// a day. A plain copy of the same bytes into a synced file is the reference of what a write must cost.
/// </summary>
[MemoryDiagnoser]
public class SnapshotBenchmarks
{
    private const int Symbols = 500;
    private const int Sessions = 2_520;
    private const int Seed = 20261121;

    private readonly TemporaryFolder folder = new();
    private readonly string[] names = [.. Enumerable.Range(0, Symbols).Select(symbol => $"S{symbol:d3}")];
    private string path = string.Empty;
    private AssaySettings settings = null!;
    private FolderArtifactStore store = null!;
    private ArtifactRef tenYears = null!;
    private TradingDate next;
    private Table rawBars = null!;
    private Table actions = null!;
    private int appended;

    [GlobalSetup]
    public void Prepare()
    {
        path = SharedData.Find("us_5yr/all_stocks_5yr.csv.gz")
            ?? throw new InvalidOperationException("The real data are not on this machine; set ASSAY_SHARED to their folder.");
        settings = SettingsReader.Read(Path.Combine(SharedData.FindCheckout()!, "config"));
        store = new FolderArtifactStore(folder.Path);
        rawBars = TenYears();
        next = new TradingDate(rawBars.Date("date")[^1]).AddDays(1);
        actions = Quarterly();
        tenYears = new SnapshotBuilder(store, "ten", synthetic: true).Append(ObservedBars.From(rawBars, Evening, "bench")).Append(actions).Build().Keep(store);
    }

    [GlobalCleanup]
    public void Leave()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Benchmark(Baseline = true, Description = "reference: copy of a day's bytes, synced")]
    public long CopyDay()
    {
        using var file = new FileStream(folder.File($"copy-{++appended}"), FileMode.CreateNew);
        file.Write(new byte[16_384]);
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    [Benchmark(Description = "import, check and keep 619,040 bars")]
    public int ImportCheckKeep()
    {
        var rules = new ImportRules { Kind = ImportKind.Bars, Source = "file:all_stocks_5yr.csv.gz" };
        var data = MarketImport.Read(path, rules, settings.Market.Import, ExchangeCalendars.Nyse);
        var builder = new SnapshotBuilder(store, $"file{++appended}", synthetic: false);
        foreach (var slice in data.Tables.SelectMany(YearSlices.Of))
        {
            builder.Append(slice, null, null, store.PutTable(slice));
        }

        var snapshot = builder.Build();
        var report = SnapshotGate.Inspect(new SnapshotReader(store, snapshot), snapshot.KnownThrough, settings.Market.Quality, ExchangeCalendars.Nyse).Report;
        _ = snapshot.Keep(store);
        return report.Sessions;
    }

    [Benchmark(Description = "a day of 500 symbols added to 1.26 million rows")]
    public ArtifactRef AppendDay()
    {
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var name in names)
        {
            bars.Add(next, Evening(next), "bench", [name], [50, 51, 49, 50 + ++appended, 1_000_000]);
        }

        return new SnapshotBuilder(store, tenYears).Append(bars.Build()).Build().Keep(store);
    }

    [Benchmark(Description = "30 days added one after the other, merges included (per day)", OperationsPerInvoke = 30)]
    public ArtifactRef AppendMonth()
    {
        var latest = tenYears;
        for (var day = 0; day < 30; day++)
        {
            var date = next.AddDays(day);
            var bars = new ObservedTableBuilder(ObservedDataset.Bars);
            foreach (var name in names)
            {
                bars.Add(date, Evening(date), "bench", [name], [50, 51, 49, 50 + ++appended, 1_000_000]);
            }

            latest = new SnapshotBuilder(store, latest).Append(bars.Build()).Build().Keep(store);
        }

        return latest;
    }

    [Benchmark(Description = "1.26 million rows read as of the end")]
    public int ReadAll() => SnapshotReader.Open(store, tenYears).RawBars(DateTimeOffset.MaxValue).RowCount;

    [Benchmark(Description = "a month of them read as of its end")]
    public int ReadMonth() => SnapshotReader.Open(store, tenYears).RawBars(Evening(next), new DateSpan(next.AddDays(-30), null)).RowCount;

    [Benchmark(Description = "1.26 million rows adjusted for 20,000 dividends")]
    public int Adjust() => BarAdjustment.Apply(rawBars, actions, PriceAdjustment.TotalReturn, next).Bars.RowCount;

    private static DateTimeOffset Evening(TradingDate date) => new(date.ToDateOnly(), new TimeOnly(21, 15), TimeSpan.Zero);

    private Table TenYears()
    {
        var rows = Symbols * Sessions;
        var random = new Random(Seed);
        var dates = new int[rows];
        var codes = new int[rows];
        var numbers = Enumerable.Range(0, 5).Select(_ => new double[rows]).ToArray();
        var price = names.Select(_ => 50.0).ToArray();
        var date = new TradingDate(2008, 1, 2);
        for (var row = 0; row < rows; row++)
        {
            var symbol = row % Symbols;
            price[symbol] = Math.Max(1, Math.Round(price[symbol] * (1 + ((random.NextDouble() - 0.5) * 0.03)), 2));
            dates[row] = date.DayNumber;
            codes[row] = symbol;
            (numbers[0][row], numbers[1][row], numbers[2][row], numbers[3][row]) = (price[symbol], price[symbol] + 0.5, price[symbol] - 0.5, price[symbol]);
            numbers[4][row] = random.Next(100_000, 9_000_000);
            if (symbol == Symbols - 1)
            {
                do
                {
                    date = date.AddDays(1);
                }
                while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
            }
        }

        return new Table(
            Assay.MarketData.MarketDataSchemas.RawBars,
            [
                new DateColumn("date", dates),
                new TextColumn("symbol", codes, names),
                .. new[] { "open", "high", "low", "close", "volume" }.Select((name, column) => new Float64Column(name, numbers[column])),
                new Int64Column("line", [.. Enumerable.Range(1, rows).Select(line => (long)line)]),
            ]);
    }

    private Table Quarterly()
    {
        var builder = new ObservedTableBuilder(ObservedDataset.Actions);
        var dates = rawBars.Date("date");
        for (var session = 63; session < Sessions; session += 63)
        {
            foreach (var name in names)
            {
                var date = new TradingDate(dates[session * Symbols]);
                builder.Add(date, Evening(date.AddDays(-20)), "bench", [name, ActionKind.CashDividend, null], [double.NaN, 0.2]);
            }
        }

        return builder.Build();
    }
}
