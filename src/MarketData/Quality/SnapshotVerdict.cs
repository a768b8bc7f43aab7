using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Quality;

/// <summary>What was said of a snapshot when it was made, carried on to the bars that are read from it.</summary>
public static class SnapshotVerdict
{
    /// <summary>
    /// The report on bars read from a snapshot, no better than the snapshot itself: its reasons come along. A snapshot that failed was taken because a person
    /// said so, and is degraded here; whether these bars fail is theirs to show.
    /// </summary>
    public static QualityReport Join(QualityReport report, Snapshot snapshot)
    {
        var reasons = new List<string>(report.Reasons);
        if (snapshot.Quality is { Verdict: not "pass" } quality)
        {
            reasons.Add(string.Equals(quality.Verdict, "fail", StringComparison.Ordinal)
                ? $"The snapshot {snapshot.Name} failed its quality gate, and was taken because a person said so."
                : $"The snapshot {snapshot.Name} is degraded by its own quality report.");
        }

        reasons.AddRange(snapshot.Degraded);
        return reasons.Count == report.Reasons.Count
            ? report
            : report with { Reasons = reasons, Verdict = report.Verdict == QualityVerdict.Pass ? QualityVerdict.Degraded : report.Verdict };
    }
}
