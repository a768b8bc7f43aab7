using System.Globalization;

namespace Assay.Live.Health;

/// <summary>
/// Whether a session's scores look like those that the release gave out of sample before it was released. Scores move from session to session
/// with the market, so one session is held against the range of many: a mean or a standard deviation that leaves that range by more than
/// half of its width is warned of, by more than twice its width breaches.
/// </summary>
public static class ScoreWatch
{
    /// <summary>Fewer sessions say too little of the range.</summary>
    public const int MinimumReferenceSessions = 20;

    private const double WarningSlack = 0.5;
    private const double BreachSlack = 2;

    /// <param name="reference">One distribution per out-of-sample session of the release, each of at least two names.</param>
    /// <param name="session">The session's own.</param>
    public static WatchFinding Judge(IReadOnlyList<ScoreDistribution> reference, ScoreDistribution session)
    {
        if (session is { Distinct: 1, Count: > 1 })
        {
            return new WatchFinding(WatchVerdict.Breached, "The release gives every name the same score.");
        }

        if (reference.Count < MinimumReferenceSessions || session.Mean is not { } mean || session.StandardDeviation is not { } deviation)
        {
            return new WatchFinding(
                WatchVerdict.Skipped,
                Text($"There are {reference.Count} sessions of the release's own scores, and {session.Count} scores of the session, too few to compare."));
        }

        var parts = new[]
        {
            Hold("mean", mean, [.. reference.Select(entry => entry.Mean).OfType<double>()]),
            Hold("standard deviation", deviation, [.. reference.Select(entry => entry.StandardDeviation).OfType<double>()]),
        };
        return new WatchFinding(
            parts.Max(part => part.Verdict),
            $"Scores against {reference.Count.ToString(CultureInfo.InvariantCulture)} sessions out of sample: {string.Join("; ", parts.Select(part => part.Detail))}.");
    }

    private static (WatchVerdict Verdict, string Detail) Hold(string name, double value, IReadOnlyList<double> reference)
    {
        var (low, high) = (reference.Min(), reference.Max());
        var beyond = Math.Max(low - value, value - high);
        var width = high - low;
        return (
            beyond > width * BreachSlack ? WatchVerdict.Breached : beyond > width * WarningSlack ? WatchVerdict.Warning : WatchVerdict.Passed,
            Text($"{name} {value:g3}, then {low:g3} to {high:g3}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
