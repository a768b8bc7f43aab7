using System.Text.Json;
using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Artifacts.Runs;
using Assay.Domain;
using Assay.Features.Labels;
using Assay.Live;
using Assay.Live.Health;
using Assay.Portfolio;
using Assay.Portfolio.Costs;

namespace Assay.Activities.Live;

/// <summary>
/// Computes a published day again from the snapshot it was computed from, and compares what comes out byte for byte. What the day was computed
/// from stands in its memo, which the run's index leads to.
/// </summary>
internal sealed class DayReplay(StageRunner runner, string home)
{
    /// <param name="date">A published session, ISO date.</param>
    /// <param name="signals">Digest of the <c>signals.json</c> that was published.</param>
    /// <param name="release">The release it rests on.</param>
    /// <param name="settings">The release's own configuration; what the day used of it is taken from the memo.</param>
    public WatchFinding Judge(string date, Digest signals, ActiveRelease release, AssaySettings settings)
    {
        var file = FindFile($"daily/{date}/{LiveFiles.Signals}", signals);
        if (file is null || runner.FindWork(file, typeof(RecommendationActivities)) is not { } work)
        {
            return new WatchFinding(WatchVerdict.Skipped, $"What {date} was computed from is not in this store, or another version of the program computed it.");
        }

        var parameters = CanonicalJson.Deserialize<DayParameters>(work.Parameters.GetProperty("parameters"));
        var inputs = CanonicalJson.Deserialize<IReadOnlyList<ArtifactRef>>(work.Parameters.GetProperty("inputs"));
        if (inputs is not [var bars, var universe, var features, var labels, var regimes, _, var manifest, var positions, var history])
        {
            return new WatchFinding(WatchVerdict.Skipped, $"What {date} was computed from was written by another version of the program.");
        }

        if (manifest != release.Manifest)
        {
            return new WatchFinding(WatchVerdict.Skipped, $"{date} rests on another manifest than that of release {release.Version}.");
        }

        var request = new Recommend(
            new Stage(string.Empty, bars, parameters.Synthetic, parameters.DryRun),
            date,
            release,
            bars,
            universe,
            new FeatureSet(features, labels, regimes),
            new LiveState(positions, history, parameters.Warnings));
        var again = new RecommendationActivities(runner).Compute(request, settings with
        {
            Portfolio = parameters.Portfolio,
            Costs = parameters.Costs,
            Live = parameters.Live,
            Statistics = settings.Statistics with { RiskFreeRate = parameters.RiskFreeRate },
            Features = settings.Features with { Label = parameters.Label },
        });
        var differing = Differing(CanonicalJson.Deserialize<DailyResult>(work.Result), again);
        return differing.Count == 0
            ? new WatchFinding(WatchVerdict.Passed, $"{date} computed again from its snapshot is the same byte for byte.")
            : new WatchFinding(WatchVerdict.Breached, $"{date} computed again from its snapshot differs in {string.Join(", ", differing)}.");
    }

    /// <summary>The latest run, by name, that made the file.</summary>
    private RunFile? FindFile(string name, Digest digest)
    {
        var runs = new DirectoryInfo(new ArtifactPaths(home).Runs);
        return !runs.Exists
            ? null
            : runs.GetDirectories()
                .OrderByDescending(folder => folder.Name, StringComparer.Ordinal)
                .Select(folder => runner.Store.Run(folder.Name).Read().FirstOrDefault(file =>
                    string.Equals(file.Name, name, StringComparison.Ordinal) && file.Artifact.Digest == digest))
                .FirstOrDefault(file => file is not null);
    }

    private static List<string> Differing(DailyResult published, DailyResult again) =>
    [
        .. new[]
        {
            (LiveFiles.Trades, published.Trades, again.Trades),
            (LiveFiles.Weights, published.Weights, again.Weights),
            (LiveFiles.Signals, published.Signals, again.Signals),
            (LiveFiles.MonitoringLog, published.MonitoringLog, again.MonitoringLog),
            (LiveFiles.Report, published.Report, again.Report),
            ("day.json", published.Day, again.Day),
        }.Where(entry => entry.Item2 != entry.Item3).Select(entry => entry.Item1),
    ];

    /// <summary>The parameters of <see cref="RecommendationActivities.RecommendAsync"/> as its memo keeps them.</summary>
    private sealed record DayParameters(
        string Date,
        JsonElement Release,
        bool Synthetic,
        bool DryRun,
        IReadOnlyList<string> Warnings,
        PortfolioOptions Portfolio,
        CostOptions Costs,
        LiveOptions Live,
        double RiskFreeRate,
        LabelOptions Label);
}
