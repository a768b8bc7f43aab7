using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Configuration;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Refresh;
using Assay.MarketSources.Settings;
using Assay.Tests.Support;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Testing;

namespace Assay.Benchmarks;

/// <summary>
/// An incremental day for 500 symbols on ten years of them (1.26 million rows): the plan, what of the answers is new, the commit with its judgement, and
/// the watermarks. Waiting for vendors, and keeping their answers while one waits, is not in it. With seven small partitions before it the day is the
/// one that merges them.
/// </summary>
public class FetchBenchmarks
{
    private const string Name = "ten";
    private const int Symbols = 500;
    private const int Sessions = 2_520;
    private const int Window = 5;
    private const int Seed = 20261121;

    private static readonly CalendarBook Calendars = new(new CalendarOptions { Closures = [], SpecialHours = [], Coverage = [] });
    private readonly TemporaryFolder folder = new();
    private readonly string[] names = [.. Enumerable.Range(0, Symbols).Select(symbol => $"S{symbol:d3}")];
    private readonly Random random = new(Seed);
    private FolderArtifactStore store = null!;
    private HomeFiles files = null!;
    private FetchSources sources = null!;
    private FetchActivities fetch = null!;
    private SnapshotWriteActivities writer = null!;
    private Stage stage = null!;
    private TradingDate[] sessions = null!;
    private ArtifactRef parent = null!;
    private List<Watermark> marks = null!;
    private List<ArtifactRef> batches = null!;
    private DateTimeOffset now;
    private int calls;

    /// <summary>Days added before, each a partition of its own.</summary>
    [Params(0, 7)]
    public int DaysBefore { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var config = Path.Combine(SharedData.FindCheckout()!, "config");
        var settings = SettingsReader.Read(config);
        store = new FolderArtifactStore(folder.Path);
        files = new HomeFiles(folder.Path);
        var runner = new StageRunner(store, new Silence(), NullLogger<StageRunner>.Instance, TimeProvider.System);
        var configuration = new ConfigurationFolder(config).Read(SourcesConfiguration.FileName, new SourcesConfigurationValidator());
        sources = new FetchSources(() => configuration, () => Calendars, new SourceKeys([], _ => "a-key-of-nobody"), NullLoggerFactory.Instance);
        fetch = new FetchActivities(runner, folder.Path, files, sources, TimeProvider.System);
        writer = new SnapshotWriteActivities(runner, folder.Path, files, () => Calendars);
        stage = new Stage("fetch-ten-1", store.PutJson(AssaySettings.SchemaId, settings), false, false);

        var last = ExchangeCalendars.Nyse.Add(new TradingDate(2024, 10, 10), DaysBefore);
        sessions = [.. ExchangeCalendars.Nyse.SessionsIn(new TradingDate(2000, 1, 3), ExchangeCalendars.Nyse.Next(last)).ToArray().TakeLast(Sessions + DaysBefore + 1)];
        parent = Parent(settings);
        marks = [.. names.Select(name => new Watermark(ObservedDataset.Bars.Name, name, sessions[0], sessions[^2], [], Close(sessions[^2]).AddHours(5)))];
        now = Close(sessions[^1]).AddHours(5);
    }

    [GlobalCleanup]
    public void Leave()
    {
        files.Dispose();
        store.Dispose();
        folder.Dispose();
    }

    /// <summary>The home as it is before the day, and the answers of the vendors, with a correction here and there.</summary>
    [IterationSetup]
    public void Begin()
    {
        var snapshot = Snapshot.Read(store, parent);
        var home = Path.Combine(folder.Path, "data", "snapshots", Name);
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }

        new SnapshotCatalog(folder.Path, files).TryMove(null, parent, snapshot);
        _ = new WatermarkFile(folder.Path, files).TryReplace(0, new WatermarkDocument(MarketDataSchemas.SnapshotWatermarks, Name, 1, snapshot.Sequence, parent, marks));
        batches = [.. names.Chunk(100).Select(Batch)];
    }

    [Benchmark(Description = "a day of 500 symbols: plan, news, judgement, commit, watermarks")]
    public MovedWatermarks AddDay() => AddDayAsync().GetAwaiter().GetResult();

    private static DateTimeOffset Close(TradingDate session) => ExchangeCalendars.Nyse.Session(session).Close;

    private async Task<MovedWatermarks> AddDayAsync()
    {
        var request = new FetchRequest(Name, ["bars"], null);
        var plan = await CallAsync(() => fetch.PlanFetchAsync(new PlanFetch(stage, request, now)));
        if (plan.Items != Symbols)
        {
            throw new InvalidOperationException($"{plan.Items} are to be asked for.");
        }

        var settled = await CallAsync(() => fetch.SettleFetchAsync(new SettleFetch(stage, plan.Plan, batches)));
        var committed = await CallAsync(() => writer.CommitSnapshotAsync(new CommitSnapshot(
            stage, Name, settled.Parts, settled.FetchedAt, settled.FetchedAt, ExchangeCalendars.NyseId, [], settled.FetchedAt, true, settled.Reserves, settled.FetchedAt)));
        if (committed.Rows[0].Added != Symbols + 1)
        {
            throw new InvalidOperationException($"{committed.Rows[0].Added} rows were new.");
        }

        return await CallAsync(() => fetch.MoveWatermarksAsync(new MoveWatermarks(Name, settled.Record, committed.Snapshot, committed.Sequence)));
    }

    private async Task<T> CallAsync<T>(Func<Task<T>> activity)
    {
        var info = ActivityEnvironment.DefaultInfo with { ActivityId = $"{++calls}" };
        return await new ActivityEnvironment { Info = info }.RunAsync(activity);
    }

    private ArtifactRef Parent(AssaySettings settings)
    {
        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        foreach (var session in sessions.AsSpan(0, Sessions))
        {
            AddSession(bars, session);
        }

        var first = new SnapshotBuilder(store, Name, synthetic: false) { Calendar = new SnapshotCalendar(ExchangeCalendars.NyseId, ExchangeCalendars.Nyse.Reference.Digest) }.Append(bars.Build()).Build();
        var report = SnapshotGate.Inspect(new SnapshotReader(store, first), first.KnownThrough, settings.Market.Quality, ExchangeCalendars.Nyse, first.KnownThrough).Report;
        var verdict = report.Verdict == QualityVerdict.Pass ? "pass" : "degraded";
        var quality = new SnapshotQuality(verdict, store.PutJson(MarketDataSchemas.Quality, report));
        var latest = (first with { Quality = quality }).Keep(store);
        foreach (var session in sessions.AsSpan(Sessions, DaysBefore))
        {
            var day = new ObservedTableBuilder(ObservedDataset.Bars);
            AddSession(day, session);
            latest = (new SnapshotBuilder(store, latest).Append(day.Build()).Build() with { Quality = quality }).Keep(store);
        }

        return latest;
    }

    private void AddSession(ObservedTableBuilder bars, TradingDate session)
    {
        foreach (var name in names)
        {
            var price = PriceOf(name, session);
            bars.Add(session, Close(session).AddHours(4), "tiingo", [name], [price, price + 0.5, price - 0.5, price, 1_000_000 + session.DayNumber], 0);
        }
    }

    private static double PriceOf(string name, TradingDate session)
    {
        var place = int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
        return Math.Round(50 + place + (2 * Math.Sin((session.DayNumber / 9.0) + place)), 2);
    }

    private ArtifactRef Batch(string[] held)
    {
        var together = new ObservedTableBuilder(ObservedDataset.Bars);
        var items = held.Select(name =>
        {
            var table = new ObservedTableBuilder(ObservedDataset.Bars);
            foreach (var session in sessions.TakeLast(Window + 1))
            {
                var isCorrected = name == "S007" && session == sessions[^3];
                var price = PriceOf(name, session) + (isCorrected ? 0.25 : 0) + (session == sessions[^1] ? Math.Round(random.NextDouble(), 2) : 0);
                table.Add(session, Close(session).AddHours(4), "tiingo", [name], [price, price + 0.5, price - 0.5, price, 1_000_000 + session.DayNumber], 0);
            }

            var rows = table.Build();
            together.AddAll(rows);
            var item = new FetchItem(ObservedDataset.Bars.Name, name, sessions[^(Window + 1)], sessions[^1], FetchReason.New);
            return new FetchedItem(item, store.PutTable(rows), null, [], new SourceProvenance
            {
                Schema = SourceProvenance.SchemaId,
                Dataset = SourceDataset.Bars,
                Key = name,
                First = item.First,
                Last = item.Last,
                Outcome = FetchOutcome.Complete,
                Rows = Window + 1,
                FetchedAt = now,
                ResumeAt = null,
                Attempts = [new FetchAttempt("tiingo", null, null, Window + 1)],
                Payloads = [],
                Degraded = [],
                Remarks = [],
                Disagreements = [],
            });
        }).ToList();
        return store.PutJson(FetchedBatch.SchemaId, new FetchedBatch(items, [store.PutTable(together.Build())]));
    }

    private sealed class Silence : IStageProgress
    {
        public void Started(string activity, string subject)
        {
        }

        public void Finished(string activity, string subject, TimeSpan elapsed, bool memoised) =>
            Console.Error.WriteLine($"    {activity}: {elapsed.TotalMilliseconds:f0} ms");

        public void Failed(string activity, string subject, string message, bool isFinal) => throw new InvalidOperationException(message);

        public void Warned(string sentence)
        {
        }
    }
}
