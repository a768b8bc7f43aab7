using System.Globalization;
using System.Text;
using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Live;
using Assay.Activities.Settings;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Live.Records;
using Assay.Models.Export;
using Assay.Release.Manifest;
using Assay.Release.Signing;

namespace Assay.Tests.Unit.Activities.Live;

/// <summary>A home with a small market and a release of a stump model, and the daily run's activities in it.</summary>
internal sealed class LiveBench : IDisposable
{
    private readonly MarketTables market;
    private readonly RecommendationActivities recommendations;
    private readonly ArtifactRef bars;
    private readonly ArtifactRef universe;
    private readonly FeatureSet features;

    public LiveBench(MarketTables? market = null, AssaySettings? settings = null)
    {
        this.market = market ?? MarketTables.Small;
        Home = new ActivityHome(settings ?? MarketTables.Settings);
        Activities = new LiveActivities(Home.Runner, Home.Path, Home.Files);
        recommendations = new RecommendationActivities(Home.Runner);
        bars = Home.Store.PutTable(this.market.Bars);
        universe = Home.Store.PutTable(this.market.Universe);
        features = new FeatureSet(
            Home.Store.PutTable(this.market.Features), Home.Store.PutTable(this.market.Labels), Home.Store.PutTable(this.market.Regimes));
    }

    public ActivityHome Home { get; }

    public LiveActivities Activities { get; }

    /// <summary>Session number <paramref name="fromEnd"/> from the end, 0 the last.</summary>
    public string Session(int fromEnd) => market.Axis.Sessions[^(fromEnd + 1)].ToString();

    public Task<LiveState> ReadStateAsync(string date) => Home.RunAsync(() => Activities.ReadStateAsync(new ReadLiveState(Home.Stage, date)));

    /// <param name="date">The session.</param>
    /// <param name="fittedThrough">Where the model's data end; the session itself by default.</param>
    public async Task<DailyResult> RecommendAsync(string date, string? fittedThrough = null)
    {
        var state = await ReadStateAsync(date);
        return await Home.RunAsync(() => recommendations.RecommendAsync(
            new Recommend(Home.Stage, date, Release(fittedThrough ?? date), bars, universe, features, state)));
    }

    public Task<PublishedDay> PublishAsync(string date, DailyResult daily) =>
        Home.RunAsync(() => Activities.PublishDayAsync(new PublishDay(Home.Stage, date, daily)));

    public MonitoringRecord Monitoring(DailyResult daily) => Home.Store.ReadJson<MonitoringRecord>(daily.MonitoringLog);

    /// <summary>The cells of a CSV artifact, heading left out.</summary>
    public IReadOnlyList<string[]> Rows(ArtifactRef csv) =>
        [.. Encoding.UTF8.GetString(Home.Store.Read(csv)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];

    /// <summary>Buys and sells as recommended, at the recommended prices, without costs.</summary>
    public void Execute(DailyResult daily)
    {
        var held = new SortedDictionary<string, decimal>(StringComparer.Ordinal) { ["CASH"] = 100_000m };
        if (File.Exists(Path.Combine(Home.Path, "live", "current_positions.csv")))
        {
            held = new(
                Home.ReadText("live/current_positions.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
                    .ToDictionary(cells => cells[0], cells => Number(cells[1])),
                StringComparer.Ordinal);
        }

        foreach (var trade in Rows(daily.Trades))
        {
            held[trade[0]] = held.GetValueOrDefault(trade[0]) + Number(trade[2]);
            held["CASH"] -= Number(trade[2]) * Number(trade[3]);
        }

        Home.WriteText(
            "live/current_positions.csv",
            "symbol,shares\n" + string.Concat(held.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Key},{line.Value}\n"))));
    }

    public void Dispose() => Home.Dispose();

    private static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

    private ActiveRelease Release(string fittedThrough)
    {
        using var model = new StumpModel("volatility_21");
        var onnx = Home.Store.Put(OnnxExporter.Export(model), "assay.model.onnx/1");
        var none = new string('0', 64);
        var manifest = new ReleaseManifest
        {
            Schema = "assay.release/1",
            Market = "synthetic",
            Version = 3,
            Channel = "development",
            Decision = "release",
            Reason = "test",
            CreatedAt = "2018-01-01T00:00:00Z",
            ExpiresAt = "2030-01-01T00:00:00Z",
            Synthetic = true,
            Candidate = "xgboost",
            SpecSha256 = none,
            Optimizer = "inverse_volatility",
            OnnxSha256 = onnx.Sha256,
            OnnxBytes = onnx.Bytes,
            Data = new DataWindow("2016-01-04", fittedThrough, none, "pass"),
            ConfigurationSha256 = none,
            Gates = [],
            TrialCount = 1,
            AuditSha256 = none,
            Flags = [],
            WaivedFlags = [],
            Approvals = [],
            Waivers = [],
            TrustPolicyVersion = 1,
            TrustPolicySha256 = none,
            Monitoring = new MonitoringThresholds(0.05, 0.1, 0.15, 0.25, 0.05, 0.1),
            InvocationId = "test",
        };
        var body = CanonicalJson.Serialize(new Statement<ReleaseManifest>([], StatementTypes.Release, manifest));
        var envelope = new DsseEnvelope(Convert.ToBase64String(body), Dsse.InTotoPayloadType, []);
        return new ActiveRelease(
            3,
            "development",
            Home.Store.Put(CanonicalJson.Serialize(envelope), "assay.dsse/1"),
            "synthetic",
            "xgboost",
            "inverse_volatility",
            onnx,
            0.04);
    }
}
