using System.Globalization;
using System.Text;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Settings;
using Assay.Tests.Support;
using Assay.Tests.Unit.MarketSources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assay.Tests.Unit.Activities.Data;

/// <summary>A home, vendors on sockets that have a market of their own, and the activities of a fetch in the order of the workflow.</summary>
internal sealed class FetchBench : IAsyncDisposable
{
    public const string Name = "sp";
    public const string Secret = SourceBench.Key;
    private static readonly CalendarBook Calendars = new(new CalendarOptions { Closures = [], SpecialHours = [], Coverage = [] });
    private readonly FetchActivities activities;
    private readonly SnapshotWriteActivities writer;
    private int fetches;

    private FetchBench(VendorServer server, SourcesConfiguration configuration, DateTimeOffset now)
    {
        Server = server;
        Configuration = configuration;
        Clock = new LeapingTimeProvider(now, TimeSpan.FromSeconds(100));
        activities = new FetchActivities(
            Home.Runner, Home.Path, Home.Files, new FetchSources(() => Configuration, () => Calendars, new SourceKeys([Home.Path], _ => Key), new RecordingLoggers(Log)), Clock);
        writer = new SnapshotWriteActivities(Home.Runner, Home.Path, Home.Files, () => Calendars);
        Server.On("tiingo", context => AnswerAsync("tiingo", context));
        Server.On("stooq", context => AnswerAsync("stooq", context));
    }

    /// <summary>What every environment variable of a key holds.</summary>
    public string? Key { get; set; } = Secret;

    public ActivityHome Home { get; } = new(ActivityHome.RepositorySettings());

    public VendorServer Server { get; }

    public SourcesConfiguration Configuration { get; set; }

    public LeapingTimeProvider Clock { get; }

    public RecordingLogger Log { get; } = new();

    /// <summary>Closes that differ from the market's rule, by vendor (or <c>*</c>), symbol and session.</summary>
    public Dictionary<(string Vendor, string Symbol, TradingDate Date), double> Closes { get; } = [];

    /// <summary>Sessions that a symbol has no bar of.</summary>
    public HashSet<(string Symbol, TradingDate Date)> Missing { get; } = [];

    /// <summary>The last session of symbols that end before the market does.</summary>
    public Dictionary<string, TradingDate> Ends { get; } = [];

    /// <summary>Vendors that answer 500.</summary>
    public HashSet<string> Down { get; } = [];

    /// <summary>Whether data that fail the quality gate are taken.</summary>
    public bool AcceptFailing { get; set; } = true;

    /// <summary>Called before each answer.</summary>
    public Action<string>? Asked { get; set; }

    public static async Task<FetchBench> StartAsync(DateTimeOffset now, Func<SourcesConfiguration, SourcesConfiguration>? change = null)
    {
        var server = await VendorServer.StartAsync();
        var shipped = SourceBench.Shipped();
        var local = shipped with
        {
            Sources = [.. shipped.Sources.Select(source => source with { BaseUrl = $"{server.Address}/{source.Name}", Quotas = [] })],
            Failover = shipped.Failover with { Bars = ["tiingo", "stooq"], Actions = ["tiingo"] },
            Requests = shipped.Requests with { TimeoutSeconds = 600 },
            Reconciliation = shipped.Reconciliation with { Sources = 1 },
        };
        return new FetchBench(server, change?.Invoke(local) ?? local, now);
    }

    public static FetchRequest Request(params string[] symbols) => new(Name, ["bars"], symbols.Length == 0 ? null : symbols, From: "2023-11-01");

    /// <summary>One fetch as the workflow makes it, without its waits.</summary>
    public async Task<FetchedAll> FetchAsync(FetchRequest request)
    {
        Home.WorkflowRun = string.Create(CultureInfo.InvariantCulture, $"run-{++fetches}");
        var plan = await PlanAsync(request);
        if (plan.Items == 0 && plan.Refused == 0)
        {
            return new FetchedAll(plan, null, null);
        }

        var batches = new List<ArtifactRef>();
        for (var number = 0; number < plan.Batches; number++)
        {
            batches.Add((await BatchAsync(plan, number)).Batch);
        }

        var settled = await SettleAsync(plan, batches);
        return new FetchedAll(plan, settled, await CommitAsync(request, settled));
    }

    public Task<PlannedFetch> PlanAsync(FetchRequest request) =>
        Home.RunAsync(() => activities.PlanFetchAsync(new PlanFetch(Home.Stage with { Synthetic = false }, request, Clock.GetUtcNow())));

    public Task<FetchBatchResult> BatchAsync(PlannedFetch plan, int number) =>
        Home.RunAsync(() => activities.FetchBatchAsync(new FetchBatch(Home.Stage with { Synthetic = false }, plan.Plan, number)));

    public Task<FetchSettled> SettleAsync(PlannedFetch plan, IReadOnlyList<ArtifactRef> batches) =>
        Home.RunAsync(() => activities.SettleFetchAsync(new SettleFetch(Home.Stage with { Synthetic = false }, plan.Plan, batches)));

    public async Task<CommittedSnapshot?> CommitAsync(FetchRequest request, FetchSettled settled)
    {
        if (settled.Parts.Count == 0 && !(settled.ChangesReserves && (settled.Answered > 0 || settled.Degraded.Count == 0)))
        {
            if (settled.Answered > 0)
            {
                await Home.RunAsync(() => activities.MoveWatermarksAsync(new MoveWatermarks(request.Name, settled.Record, null, 0)));
            }

            return null;
        }

        var committed = await Home.RunAsync(() => writer.CommitSnapshotAsync(new CommitSnapshot(
            Home.Stage with { Synthetic = false }, request.Name, settled.Parts, settled.FetchedAt, settled.FetchedAt, request.Exchange, [], settled.FetchedAt, AcceptFailing, settled.Reserves, settled.FetchedAt)));
        if (committed.Outcome == CommitOutcomes.Refused)
        {
            await Home.RunAsync(() => activities.KeepRefusedAsync(new KeepRefused(request.Name, settled.Record)));
        }
        else
        {
            await MoveAsync(request, settled, committed);
        }

        return committed;
    }

    public Task<MovedWatermarks> MoveAsync(FetchRequest request, FetchSettled settled, CommittedSnapshot committed) =>
        Home.RunAsync(() => activities.MoveWatermarksAsync(new MoveWatermarks(request.Name, settled.Record, committed.Snapshot, committed.Sequence)));

    /// <summary>Rows that somebody has from a file, without a verdict in the way.</summary>
    public Task<CommittedSnapshot> ImportAsync(Table table) => Home.RunAsync(() => writer.CommitSnapshotAsync(new CommitSnapshot(
        Home.Stage with { Synthetic = false }, Name, [new ObservedPart(Home.Store.PutTable(table), [])], Clock.GetUtcNow(), null, null, [], null, true)));

    public Watermark? Mark(string symbol, string dataset = "bars") =>
        WatermarkFile.Read(Home.Path, Name).Document?.Marks.FirstOrDefault(mark => mark.Key == symbol && mark.Dataset == dataset);

    public Snapshot? Present() => SnapshotCatalog.Find(Home.Path, Name) is { } pointer ? Snapshot.Read(Home.Store, pointer.Snapshot) : null;

    /// <summary>The closes of a symbol as they were known at an instant, by session.</summary>
    public SortedDictionary<TradingDate, double> ClosesAsOf(string symbol, DateTimeOffset asOf)
    {
        var bars = new SnapshotReader(Home.Store, Present()!).Read(ObservedDataset.Bars, asOf);
        var closes = new SortedDictionary<TradingDate, double>();
        for (var row = 0; row < bars.RowCount; row++)
        {
            if (bars.Text("symbol").At(row) == symbol)
            {
                closes.Add(new TradingDate(bars.Date("date")[row]), bars.Float64("close")[row]);
            }
        }

        return closes;
    }

    public double CloseOf(string vendor, string symbol, TradingDate date) =>
        Closes.TryGetValue((vendor, symbol, date), out var close) || Closes.TryGetValue(("*", symbol, date), out close)
            ? close
            : Math.Round(100 + (symbol[0] % 10) + (3 * Math.Sin((date.DayNumber / 11.0) + symbol[0])), 2);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }

    private Task AnswerAsync(string vendor, HttpContext context)
    {
        var query = context.Request.Query;
        var symbol = vendor == "tiingo" ? context.Request.Path.Value!.Split('/')[4] : query["s"].ToString().Split('.')[0].ToUpperInvariant();
        Asked?.Invoke(symbol);
        if (Down.Contains(vendor))
        {
            return VendorServer.WriteAsync(context, "text/plain", "out of order", 500);
        }

        var (first, last) = vendor == "tiingo"
            ? (TradingDate.Parse(query["startDate"].ToString()), TradingDate.Parse(query["endDate"].ToString()))
            : (Compact(query["d1"].ToString()), Compact(query["d2"].ToString()));
        if (symbol.StartsWith("XB", StringComparison.Ordinal))
        {
            return VendorServer.WriteAsync(context, "text/plain", "no such thing can be asked for", 400);
        }

        if (symbol.StartsWith("XX", StringComparison.Ordinal))
        {
            return vendor == "tiingo"
                ? VendorServer.WriteAsync(context, "application/json", "{\"detail\":\"Error: Ticker 'XX' not found\"}", 404)
                : VendorServer.WriteAsync(context, "text/csv", "No data");
        }

        return vendor == "tiingo" ? VendorServer.WriteAsync(context, "application/json", Json(symbol, first, last)) : VendorServer.WriteAsync(context, "text/csv", Csv(symbol, first, last));
    }

    private string Json(string symbol, TradingDate first, TradingDate last) => "[" + string.Join(',', Sessions(symbol, first, last).Select(date =>
    {
        var close = CloseOf("tiingo", symbol, date);
        return string.Create(CultureInfo.InvariantCulture, $"{{\"date\":\"{date}T00:00:00.000Z\",\"close\":{close:R},\"high\":{close + 1:R},\"low\":{close - 1:R},\"open\":{close:R},\"volume\":{1000000 + date.DayNumber},\"adjClose\":1,\"adjHigh\":1,\"adjLow\":1,\"adjOpen\":1,\"adjVolume\":1,\"divCash\":{(date == new TradingDate(2024, 1, 9) ? "0.24" : "0.0")},\"splitFactor\":1.0}}");
    })) + "]";

    private string Csv(string symbol, TradingDate first, TradingDate last)
    {
        var text = new StringBuilder("Date,Open,High,Low,Close,Volume\r\n");
        foreach (var date in Sessions(symbol, first, last))
        {
            var close = CloseOf("stooq", symbol, date);
            text.Append(CultureInfo.InvariantCulture, $"{date},{close:R},{close + 1:R},{close - 1:R},{close:R},{1000000 + date.DayNumber}\r\n");
        }

        return text.ToString();
    }

    private List<TradingDate> Sessions(string symbol, TradingDate first, TradingDate last)
    {
        var closed = ExchangeCalendars.Nyse.LastClosed(Clock.GetUtcNow()).Date;
        return [.. ExchangeCalendars.Nyse.SessionsIn(first, last < closed ? last : closed).ToArray().Where(date => !Missing.Contains((symbol, date)) && !(Ends.TryGetValue(symbol, out var end) && date > end))];
    }

    private static TradingDate Compact(string text) => TradingDate.FromDateOnly(DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture));

    /// <param name="Plan">What was to be asked.</param>
    /// <param name="Settled">What came; null where nothing was asked.</param>
    /// <param name="Committed">The snapshot; null where nothing was new.</param>
    public sealed record FetchedAll(PlannedFetch Plan, FetchSettled? Settled, CommittedSnapshot? Committed);

    private sealed class RecordingLoggers(ILogger logger) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
