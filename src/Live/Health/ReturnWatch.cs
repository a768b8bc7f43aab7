using System.Globalization;
using Assay.Live.Positions;
using Assay.Numerics.Statistics;

namespace Assay.Live.Health;

/// <summary>
/// Holds the days that a release has recommended against two thresholds each: past the first people are warned, past the second the release
/// has breached. A few sessions cannot judge returns, so the Sharpe ratio is asked only of as many as the kill switch wants.
/// </summary>
public static class ReturnWatch
{
    /// <summary>What the portfolio lost since the release's first session.</summary>
    /// <param name="days">The release's sessions, dates ascending.</param>
    /// <param name="first">A fraction.</param>
    /// <param name="severe">A fraction, at least <paramref name="first"/>.</param>
    public static WatchFinding Loss(IReadOnlyList<PerformanceDay> days, double first, double severe)
    {
        if (days.Count < 2 || days[0].PortfolioValue <= 0)
        {
            return TooFew(days.Count, 2);
        }

        var change = (double)(days[^1].PortfolioValue / days[0].PortfolioValue) - 1;
        return new WatchFinding(
            Grade(-change, first, severe),
            Text($"The portfolio stands at {change:p2} since {days[0].Date}; warned of at a loss of {first:p0}, breached at {severe:p0}."));
    }

    /// <summary>The deepest fall below the highest value since the release's first session.</summary>
    /// <inheritdoc cref="Loss"/>
    public static WatchFinding Drawdown(IReadOnlyList<PerformanceDay> days, double first, double severe)
    {
        if (days.Count < 2)
        {
            return TooFew(days.Count, 2);
        }

        var peak = 0m;
        var deepest = 0.0;
        foreach (var day in days)
        {
            peak = Math.Max(peak, day.PortfolioValue);
            deepest = peak > 0 ? Math.Min(deepest, (double)(day.PortfolioValue / peak) - 1) : deepest;
        }

        return new WatchFinding(
            Grade(-deepest, first, severe),
            Text($"The deepest drawdown since {days[0].Date} is {deepest:p2}; warned of at {first:p0}, breached at {severe:p0}."));
    }

    /// <summary>How far the annualised Sharpe ratio (daily, sample standard deviation, 252 days, no risk-free rate) has fallen under the released one.</summary>
    /// <param name="days">The release's sessions, dates ascending.</param>
    /// <param name="released">Of the release's backtest; null where undefined.</param>
    /// <param name="first">Fall that is warned of.</param>
    /// <param name="severe">Fall that breaches.</param>
    /// <param name="minimumSessions">Fewer returns judge nothing.</param>
    public static WatchFinding Sharpe(IReadOnlyList<PerformanceDay> days, double? released, double first, double severe, int minimumSessions)
    {
        double[] returns = [.. days.Skip(1).Select(day => day.DailyReturn).OfType<double>()];
        if (returns.Length < minimumSessions)
        {
            return TooFew(returns.Length, minimumSessions);
        }

        var deviation = Moments.StandardDeviation(returns);
        if (released is not { } before || !(deviation > 0))
        {
            return new WatchFinding(WatchVerdict.Skipped, "The Sharpe ratio of the release, or of its sessions, is undefined.");
        }

        var since = FixedOrderSum.Mean(returns) / deviation * Math.Sqrt(252);
        return new WatchFinding(
            Grade(before - since, first, severe),
            Text($"The Sharpe ratio of {returns.Length} sessions is {since:f2}, of the release {before:f2}; a fall by {first:f2} is warned of, by {severe:f2} breaches."));
    }

    /// <summary>The largest one-way turnover of a session, but for one that first invests an empty portfolio.</summary>
    /// <param name="days">The release's sessions, dates ascending.</param>
    /// <param name="limit">Largest turnover; null where the release promises none.</param>
    /// <param name="firstInvestments">Sessions before which nothing was held.</param>
    public static WatchFinding Turnover(IReadOnlyList<PerformanceDay> days, double? limit, IReadOnlySet<Domain.TradingDate> firstInvestments)
    {
        if (limit is not { } most)
        {
            return new WatchFinding(WatchVerdict.Skipped, "The release's manifest names no limit of turnover.");
        }

        var judged = days.Where(day => !firstInvestments.Contains(day.Date)).ToList();
        if (judged.Count == 0)
        {
            return TooFew(0, 1);
        }

        var highest = judged.MaxBy(day => day.Turnover)!;
        return new WatchFinding(
            highest.Turnover > most ? WatchVerdict.Breached : WatchVerdict.Passed,
            Text($"The highest turnover of {judged.Count} sessions is {highest.Turnover:p1} ({highest.Date}); the release was chosen under {most:p0}."));
    }

    private static WatchVerdict Grade(double value, double first, double severe) =>
        value > severe ? WatchVerdict.Breached : value > first ? WatchVerdict.Warning : WatchVerdict.Passed;

    private static WatchFinding TooFew(int sessions, int needed) =>
        new(WatchVerdict.Skipped, Text($"There are {sessions} sessions of this release to judge, and {needed} are needed."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
