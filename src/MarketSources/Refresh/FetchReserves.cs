using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Desk;

namespace Assay.MarketSources.Refresh;

/// <summary>
/// What a fetch changes in the reserves of the snapshot that it adds to. A symbol of which nothing was known and that no source knows is none: the
/// snapshot does not claim to have it.
/// </summary>
/// <param name="calendar">Of the exchange.</param>
/// <param name="horizon">What could be had.</param>
/// <param name="before">The marks before the fetch.</param>
internal sealed class FetchReserves(
    ExchangeCalendar calendar, FetchHorizon horizon, IReadOnlyDictionary<(string Dataset, string Key), Watermark> before)
{
    private static readonly string Bars = ObservedDataset.Bars.Name;
    private readonly List<ReserveAnswer> answers = [];
    private readonly List<SnapshotReserve> reserves = [];

    /// <summary>What was found out, in a fixed order.</summary>
    public ReserveUpdate Update => new(
        [
            .. answers
                .GroupBy(answer => (answer.Dataset, answer.First, answer.Last, answer.IsCompared))
                .Select(group => group.First() with { Keys = [.. group.SelectMany(answer => answer.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] })
                .OrderBy(answer => answer.Dataset, StringComparer.Ordinal).ThenBy(answer => answer.First).ThenBy(answer => answer.Last).ThenBy(answer => answer.IsCompared),
        ],
        SnapshotReserves.Arrange(reserves));

    /// <summary>Nothing came of an item.</summary>
    public void AddNothing(FetchedItem fetched)
    {
        var outcome = fetched.Provenance.Outcome;
        var mark = before.GetValueOrDefault((fetched.Item.Dataset, fetched.Item.Key));
        if (outcome == FetchOutcome.Unknown || (mark is null && NobodyCouldGive(fetched.Provenance.Attempts)))
        {
            Answered(fetched);
            if (mark is not null)
            {
                Missing(fetched.Item, AfterKnown(fetched.Item, mark), "are known to no source that answered");
            }

            return;
        }

        var what = outcome == FetchOutcome.Deferred ? "must wait for quota or for a source that rests" : "could not be fetched";
        Missing(fetched.Item, IsBars(fetched.Item) ? AfterKnown(fetched.Item, mark) : fetched.Item.First, $"{what}{Cause(fetched.Provenance.Attempts)}");
    }

    /// <summary>True where every source that was asked says that it has no such thing, or that nothing of that name can be asked for.</summary>
    private static bool NobodyCouldGive(IReadOnlyList<FetchAttempt> attempts)
    {
        FetchAttempt[] asked = [.. attempts.Where(attempt => attempt.Failure is not (SourceFailureKind.KeyMissing or SourceFailureKind.KeyRefused))];
        return asked.Length > 0 && asked.All(attempt => attempt.Failure is SourceFailureKind.UnknownSymbol or SourceFailureKind.NoData or SourceFailureKind.BadRequest);
    }

    /// <summary>The sources said that there is nothing: whatever was missing is not.</summary>
    public void AddNothingNew(FetchedItem fetched) => Answered(fetched);

    /// <summary>An answer came.</summary>
    /// <param name="fetched">The item.</param>
    /// <param name="answer">Its rows.</param>
    /// <param name="known">What was known before about its days; null for nothing.</param>
    /// <param name="mark">The mark after it; null for none.</param>
    public void AddAnswer(FetchedItem fetched, Table answer, Table? known, Watermark? mark)
    {
        Answered(fetched);
        CloseDisagreement[] open = [.. fetched.Provenance.Disagreements.Where(disagreement => !disagreement.IsResolved)];
        if (open.Length > 0)
        {
            var sources = open.SelectMany(disagreement => disagreement.Closes).Select(close => close.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            reserves.Add(new SnapshotReserve(
                ReserveKind.Apart, Bars, [fetched.Item.Key], open.Min(disagreement => disagreement.Date), open.Max(disagreement => disagreement.Date), null, string.Join(", ", sources)));
        }
        else if (fetched.Provenance.Outcome == FetchOutcome.Degraded && IsBars(fetched.Item))
        {
            HashSet<int> held = [.. answer.Date(ObservedDataset.Bars.Date), .. known?.Date(ObservedDataset.Bars.Date) ?? []];
            AddHoles(fetched, held, mark);
        }
    }

    /// <summary>
    /// Sessions that might yet come. Those that every source was asked for in vain are none: whether they should be there the quality gate says.
    /// </summary>
    private void AddHoles(FetchedItem fetched, HashSet<int> held, Watermark? mark)
    {
        var first = held.Count == 0 ? fetched.Item.First : new TradingDate(held.Min());
        first = Covered(first < fetched.Item.First ? fetched.Item.First : first);
        var last = Covered(fetched.Item.Last < horizon.Session ? fetched.Item.Last : horizon.Session);
        var absent = mark?.Absent.ToHashSet() ?? [];
        var holes = first > last ? [] : calendar.SessionsIn(first, last).ToArray()
            .Where(session => !held.Contains(session.DayNumber) && !absent.Contains(session)).ToArray();
        if (holes.Length > 0)
        {
            reserves.Add(new SnapshotReserve(
                ReserveKind.Missing, Bars, [fetched.Item.Key], holes[0], holes[^1], null, $"have holes{Cause(fetched.Provenance.Attempts)}"));
        }
    }

    private void Answered(FetchedItem fetched) => answers.Add(new ReserveAnswer(
        fetched.Item.Dataset,
        [fetched.Item.Key],
        fetched.Item.First,
        fetched.Item.Last,
        fetched.Provenance.Attempts.Count(attempt => attempt.Failure is null) > 1));

    private void Missing(FetchItem item, TradingDate first, string words)
    {
        if (first <= item.Last && !(IsBars(item) && before.ContainsKey((Bars, item.Key)) && item.Reason is FetchReason.Restatement or FetchReason.Full))
        {
            reserves.Add(new SnapshotReserve(ReserveKind.Missing, item.Dataset, [item.Key], first, item.Last, null, words));
        }
    }

    /// <summary>The first day of which nothing is known; the restatement window before it is.</summary>
    private static TradingDate AfterKnown(FetchItem item, Watermark? mark) =>
        item.Reason == FetchReason.New && mark?.Through >= item.First ? mark.Through.AddDays(1) : item.First;

    /// <summary>By source and kind, without the vendor's words: they speak of one symbol, and reasons are told of many.</summary>
    private static string Cause(IReadOnlyList<FetchAttempt> attempts)
    {
        FetchAttempt[] failures = [.. attempts.Where(attempt => attempt.Failure is not null).DistinctBy(attempt => attempt.Source, StringComparer.Ordinal)];
        FetchAttempt[] asked = [.. failures.Where(attempt => attempt.Failure is not (SourceFailureKind.KeyMissing or SourceFailureKind.KeyRefused))];
        var named = (asked.Length > 0 ? asked : failures).Select(attempt => $"{attempt.Source}: {Words(attempt.Failure!.Value)}").ToArray();
        return named.Length == 0 ? string.Empty : $" ({string.Join("; ", named)})";
    }

    private static string Words(SourceFailureKind kind) => kind switch
    {
        SourceFailureKind.NoNetwork => "no way to it from here",
        SourceFailureKind.Unreachable => "unreachable",
        SourceFailureKind.TimedOut => "no answer in time",
        SourceFailureKind.Throttled => "asked too often",
        SourceFailureKind.ServerFault => "its server failed",
        SourceFailureKind.Truncated => "answers cut short",
        SourceFailureKind.KeyRefused => "key refused",
        SourceFailureKind.KeyMissing => "no key",
        SourceFailureKind.BadRequest => "request not understood",
        SourceFailureKind.UnknownSymbol => "unknown to it",
        SourceFailureKind.NoData => "nothing in the range",
        SourceFailureKind.Stale => "behind",
        SourceFailureKind.Partial => "sessions missing",
        SourceFailureKind.QuotaUsedUp => "quota used up",
        SourceFailureKind.BreakerOpen => "at rest after failures",
        _ => "answers not usable",
    };

    private static bool IsBars(FetchItem item) => string.Equals(item.Dataset, Bars, StringComparison.Ordinal);

    private TradingDate Covered(TradingDate day) => day < calendar.FirstDay ? calendar.FirstDay : day > calendar.LastDay ? calendar.LastDay : day;
}
