using System.Globalization;
using Assay.Live.Positions;
using Assay.MarketData.Panels;

namespace Assay.Activities.Live;

/// <summary>
/// Keeps the daily run to the rhythm of the backtest the release was chosen by: new target weights every few sessions, not every day. An
/// empty portfolio is invested at once, and what limits put off goes on at the next session.
/// </summary>
internal static class RebalanceCalendar
{
    /// <summary>Why the session is none for new weights; null when they are due.</summary>
    /// <param name="positions">What is held.</param>
    /// <param name="history">Earlier days, oldest first; a day with trades was a rebalance.</param>
    /// <param name="axis">The sessions.</param>
    /// <param name="session">Index of the session.</param>
    /// <param name="everySessions">Sessions from one rebalance to the next.</param>
    public static string? ReasonToHold(
        PortfolioPositions positions, IReadOnlyList<PerformanceDay> history, PanelAxis axis, int session, int everySessions)
    {
        var last = history.LastOrDefault(day => day.Trades > 0);
        if (positions.Shares.Count == 0 || last is null || last.PutOff > 0)
        {
            return null;
        }

        var found = axis.FindSession(last.Date);
        var passed = session - (found < 0 ? ~found : found);
        return passed >= everySessions
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"The last trades were recommended on {last.Date}, {passed} session(s) before; new weights are due every {everySessions} sessions.");
    }
}
