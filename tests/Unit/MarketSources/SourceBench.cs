using Assay.Configuration;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Settings;
using Assay.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>A home, a vendor server and a desk between them, with the checkout's own configuration pointed at the server.</summary>
internal sealed class SourceBench : IAsyncDisposable
{
    public const string Key = "Secr3t+Key/0123456789";
    public static readonly DateTimeOffset Now = new(2024, 1, 12, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly List<SourceDesk> desks = [];

    private SourceBench(VendorServer server) => Server = server;

    public VendorServer Server { get; }

    public string Home => folder.Path;

    /// <summary>Waits up to 100 s take no time; the time limit of a request is 600 s and needs <c>Advance</c>.</summary>
    public LeapingTimeProvider Clock { get; } = new(Now, TimeSpan.FromSeconds(100));

    public RecordingLogger Log { get; } = new();

    public SourcesConfiguration Configuration { get; private set; } = null!;

    public static async Task<SourceBench> StartAsync(Func<SourcesConfiguration, SourcesConfiguration>? change = null)
    {
        var bench = new SourceBench(await VendorServer.StartAsync());
        var read = Shipped();
        var local = read with
        {
            Sources = [.. read.Sources.Select(source => source with { BaseUrl = $"{bench.Server.Address}/{source.Name}" })],
            Requests = read.Requests with { TimeoutSeconds = 600, LargestBodyMebibytes = 1 },
            Reconciliation = read.Reconciliation with { Sources = 1 },
        };
        bench.Configuration = change?.Invoke(local) ?? local;
        new SourcesConfigurationValidator().Validate(bench.Configuration).Errors.ShouldBeEmpty();
        return bench;
    }

    /// <summary>The file of the checkout.</summary>
    public static SourcesConfiguration Shipped() => new ConfigurationFolder(Path.Combine(SharedData.FindCheckout()!, "config"))
        .Read(SourcesConfiguration.FileName, new SourcesConfigurationValidator());

    /// <summary>The configuration with one order for a dataset.</summary>
    public static SourcesConfiguration Order(SourcesConfiguration configuration, SourceDataset dataset, params string[] names) => configuration with
    {
        Failover = dataset switch
        {
            SourceDataset.Bars => configuration.Failover with { Bars = names },
            SourceDataset.Actions => configuration.Failover with { Actions = names },
            _ => throw new ArgumentOutOfRangeException(nameof(dataset)),
        },
    };

    public static SourceRequest Week(SourceDataset dataset, string key = "AAPL") => new(dataset, key, new TradingDate(2024, 1, 8), new TradingDate(2024, 1, 11));

    /// <summary>Another desk on the same home, as another worker would have it.</summary>
    public SourceDesk Open(TimeProvider? clock = null, Func<string, string?>? variable = null)
    {
        var desk = SourceDesk.Open(
            Home, Configuration, ExchangeCalendars.Nyse, new SourceKeys([Home], variable ?? (_ => Key)), clock ?? Clock, new SingleLoggerFactory(Log));
        desks.Add(desk);
        return desk;
    }

    /// <summary>The desk of quotes on the same home; the caller closes it.</summary>
    public QuoteDesk OpenQuotes(Func<string, string?>? variable = null) => QuoteDesk.Open(
        Home, Configuration, ExchangeCalendars.Nyse, new SourceKeys([Home], variable ?? (_ => Key)), Clock, new SingleLoggerFactory(Log));

    public Task<SourceFetch> FetchAsync(SourceRequest request) => Open().FetchAsync(request);

    public async ValueTask DisposeAsync()
    {
        desks.ForEach(desk => desk.Dispose());
        await Server.DisposeAsync();
        folder.Dispose();
    }

    private sealed class SingleLoggerFactory(ILogger logger) : ILoggerFactory
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
