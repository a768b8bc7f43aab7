using System.Globalization;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Live;
using Assay.Live.Health;
using Assay.Live.Positions;
using Assay.Live.Records;
using Assay.Release.Manifest;

namespace Assay.Activities.Live;

/// <summary>The checks of a release, whose manifest was verified, on the days it has published.</summary>
internal sealed class ReleaseWatch
{
    /// <summary>Fewer returns say nothing of a Sharpe ratio; the kill switch asks for as many.</summary>
    private const int MinimumSharpeSessions = 30;

    private readonly StageRunner runner;
    private readonly string home;
    private readonly Statement<ReleaseManifest> statement;
    private readonly ActiveRelease release;

    /// <param name="runner">Reads the store.</param>
    /// <param name="home">Holds the published days.</param>
    /// <param name="statement">The release, verified.</param>
    /// <param name="release">The same for the daily run.</param>
    public ReleaseWatch(StageRunner runner, string home, Statement<ReleaseManifest> statement, ActiveRelease release)
    {
        this.runner = runner;
        this.home = home;
        this.statement = statement;
        this.release = release;
    }

    /// <summary>The sessions that the release recommended for, dates ascending.</summary>
    /// <exception cref="LiveException">The history is malformed.</exception>
    public IReadOnlyList<PerformanceDay> Days()
    {
        var path = PathOf(LiveFiles.History);
        return File.Exists(path)
            ? [.. PerformanceHistory.Parse(File.ReadAllText(path), LiveFiles.History).Where(day => day.Release == release.Version)]
            : [];
    }

    /// <summary>One finding per check, in a fixed order.</summary>
    public IReadOnlyList<(string Check, WatchFinding Finding)> Judge(IReadOnlyList<PerformanceDay> days)
    {
        var manifest = statement.Predicate;
        var limits = manifest.Monitoring;
        var records = new Dictionary<TradingDate, MonitoringRecord>();
        var published = Published(days, records);
        var first = records.Values.Where(record => record.Portfolio.Names == 0).Select(record => TradingDate.Parse(record.Date)).ToHashSet();
        return
        [
            ("published_files", published),
            ("conduct", Conduct(records)),
            ("turnover", ReturnWatch.Turnover(days, Gate("turnover")?.Threshold, first)),
            ("loss", ReturnWatch.Loss(days, limits.LossFraction, limits.LossFractionSevere)),
            ("drawdown", ReturnWatch.Drawdown(days, limits.DrawdownFraction, limits.DrawdownFractionSevere)),
            ("sharpe", ReturnWatch.Sharpe(days, Gate("sharpe")?.Value, limits.SharpeDrop, limits.SharpeDropSevere, MinimumSharpeSessions)),
            ("predictions", Guard(() => Predictions(days))),
            ("replay", Guard(() => Replay(days))),
        ];
    }

    /// <summary>The latest session that the release has published, computed again.</summary>
    public WatchFinding ReplayLatest() => Guard(() => Replay(Days()));

    /// <summary>A check that cannot be made says why, and keeps none of the others from being made.</summary>
    private static WatchFinding Guard(Func<WatchFinding> check)
    {
        try
        {
            return check();
        }
        catch (AssayException cause)
        {
            return new WatchFinding(WatchVerdict.Skipped, cause.Message);
        }
    }

    private static WatchFinding Conduct(Dictionary<TradingDate, MonitoringRecord> records)
    {
        if (records.Count == 0)
        {
            return new WatchFinding(WatchVerdict.Skipped, "The release has published no session yet.");
        }

        var faults = records.OrderBy(entry => entry.Key).SelectMany(entry => entry.Value.Violations
            .Append(entry.Value.KillSwitch is { Triggered: true } kill ? $"the kill switch has triggered ({kill.Reason})" : null)
            .OfType<string>()
            .Select(fault => $"{entry.Key}: {fault.TrimEnd('.')}.")).ToList();
        return faults.Count == 0
            ? new WatchFinding(WatchVerdict.Passed, string.Create(CultureInfo.InvariantCulture, $"No limit was breached in {records.Count} sessions, and the kill switch is still."))
            : new WatchFinding(WatchVerdict.Breached, string.Join(" ", faults));
    }

    private GateValue? Gate(string name) => statement.Predicate.Gates.FirstOrDefault(gate => string.Equals(gate.Name, name, StringComparison.Ordinal));

    /// <summary>What stands in the day's folder is what was computed: the store knows it.</summary>
    private WatchFinding Published(IReadOnlyList<PerformanceDay> days, Dictionary<TradingDate, MonitoringRecord> records)
    {
        var faults = new List<string>();
        foreach (var day in days)
        {
            var reference = PublishedFile(day.Date, LiveFiles.MonitoringLog, MonitoringRecord.SchemaId);
            if (reference is null || PublishedFile(day.Date, LiveFiles.Signals, SignalRecord.SchemaId) is null)
            {
                faults.Add($"{day.Date} is not as it was published");
                continue;
            }

            records.Add(day.Date, runner.Store.ReadJson<MonitoringRecord>(reference));
        }

        return faults.Count == 0
            ? new WatchFinding(WatchVerdict.Passed, string.Create(CultureInfo.InvariantCulture, $"{days.Count} sessions stand as they were published."))
            : new WatchFinding(WatchVerdict.Warning, string.Join("; ", faults) + "; its files are missing, or were changed by hand.");
    }

    private WatchFinding Predictions(IReadOnlyList<PerformanceDay> days)
    {
        var name = $"models/{release.Candidate}/predictions.parquet";
        var subject = statement.Subject.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));
        if (subject is null || days.Count == 0 || PublishedFile(days[^1].Date, LiveFiles.Signals, SignalRecord.SchemaId) is not { } signals)
        {
            return new WatchFinding(WatchVerdict.Skipped, days.Count == 0 ? "The release has published no session yet." : $"There is no {name} in the release, or no signals of the session.");
        }

        var digest = Digest.Parse(subject.Digest.Sha256);
        var table = runner.Store.ReadTable(new ArtifactRef(digest.Hex, "assay.predictions/1", runner.Store.Read(digest).Length), ["date", "score"]);
        double[] session = [.. runner.Store.ReadJson<SignalRecord>(signals).Signals.Select(signal => signal.Score)];
        return ScoreWatch.Judge(BySession(table), ScoreDistribution.Of(session));
    }

    private WatchFinding Replay(IReadOnlyList<PerformanceDay> days)
    {
        if (days.Count == 0 || PublishedFile(days[^1].Date, LiveFiles.Signals, SignalRecord.SchemaId) is not { } signals)
        {
            return new WatchFinding(WatchVerdict.Skipped, "There is no published session of this release to compute again.");
        }

        var configuration = Digest.Parse(statement.Predicate.ConfigurationSha256);
        var settings = runner.Store.ReadJson<AssaySettings>(
            new ArtifactRef(configuration.Hex, AssaySettings.SchemaId, runner.Store.Read(configuration).Length));
        return new DayReplay(runner, home).Judge(days[^1].Date.ToString(), signals.Digest, release, settings);
    }

    private static List<ScoreDistribution> BySession(Table predictions)
    {
        var dates = predictions.Date("date");
        var scores = predictions.Float64("score");
        var sessions = new List<ScoreDistribution>();
        for (int start = 0, end; start < dates.Length; start = end)
        {
            for (end = start + 1; end < dates.Length && dates[end] == dates[start];)
            {
                end++;
            }

            if (end - start > 1)
            {
                sessions.Add(ScoreDistribution.Of(scores.AsSpan(start, end - start)));
            }
        }

        return sessions;
    }

    private ArtifactRef? PublishedFile(TradingDate date, string name, string schema)
    {
        var path = PathOf($"{LiveFiles.FolderOf(date.ToString())}/{name}");
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        var reference = new ArtifactRef(Digest.OfBytes(bytes).Hex, schema, bytes.Length);
        return runner.Store.Contains(reference) ? reference : null;
    }

    private string PathOf(string name) => Path.Combine(home, name.Replace('/', Path.DirectorySeparatorChar));
}
