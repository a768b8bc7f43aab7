using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>
/// Which requests a fetch makes: pure arithmetic on what is wanted, what is known, and the sessions there were. A request is quota, so nothing is asked
/// for of which nothing new can be had: what an answer covered after the last close is up to date until the next one.
/// </summary>
public sealed class FetchPlanner
{
    private static readonly string Bars = ObservedDataset.Bars.Name;

    private readonly ExchangeCalendar calendar;
    private readonly FetchOptions options;
    private readonly FetchHorizon horizon;
    private readonly BarPresence presence;
    private readonly IReadOnlyDictionary<(string Dataset, string Key), Watermark> marks;
    private readonly IReadOnlyDictionary<string, TradingDate> delistings;

    /// <param name="calendar">Of the exchange.</param>
    /// <param name="options">Windows.</param>
    /// <param name="horizon">What can be had.</param>
    /// <param name="presence">Which bars are known.</param>
    /// <param name="marks">How far everything has been asked for.</param>
    /// <param name="delistings">First session without trading, of symbols that are known to have gone.</param>
    public FetchPlanner(
        ExchangeCalendar calendar,
        FetchOptions options,
        FetchHorizon horizon,
        BarPresence presence,
        IReadOnlyDictionary<(string Dataset, string Key), Watermark> marks,
        IReadOnlyDictionary<string, TradingDate> delistings)
    {
        this.calendar = calendar;
        this.options = options;
        this.horizon = horizon;
        this.presence = presence;
        this.marks = marks;
        this.delistings = delistings;
    }

    public FetchSchedule Plan(FetchWish wish)
    {
        var items = new List<FetchItem>();
        var gone = new List<string>();
        var ended = new List<EarlyEnd>();
        var upToDate = 0;
        foreach (var symbol in wish.Symbols.Distinct(StringComparer.Ordinal))
        {
            foreach (var dataset in ObservedDataset.All.OrderBy(dataset => dataset == ObservedDataset.Bars ? 0 : 1).Where(dataset => dataset != ObservedDataset.Series))
            {
                if (wish.Datasets.Contains(dataset.Name, StringComparer.Ordinal))
                {
                    Add(dataset == ObservedDataset.Bars ? OfBars(symbol, wish) : OfDays(dataset, symbol, wish));
                }
            }

            if (LastDayOf(symbol, wish) is null)
            {
                gone.Add(symbol);
            }
            else if (EndedEarly(symbol, wish) is { } end)
            {
                ended.Add(end);
            }
        }

        if (wish.Datasets.Contains(ObservedDataset.Series.Name, StringComparer.Ordinal))
        {
            foreach (var series in wish.Series.Distinct(StringComparer.Ordinal))
            {
                Add(OfDays(ObservedDataset.Series, series, wish));
            }
        }

        return new FetchSchedule(items, upToDate, gone, ended);

        void Add(IEnumerable<FetchItem> found)
        {
            var before = items.Count;
            items.AddRange(found);
            upToDate += items.Count == before ? 1 : 0;
        }
    }

    private IEnumerable<FetchItem> OfBars(string symbol, FetchWish wish)
    {
        var mark = marks.GetValueOrDefault((Bars, symbol));
        var last = Earlier(LastDayOf(symbol, wish), horizon.Session);
        if (last is not { } end)
        {
            return [];
        }

        var first = wish.From ?? mark?.First ?? FirstByDefault();
        if (mark is null || wish.Full)
        {
            var begin = mark is not null && wish.Full && wish.From is null ? mark.First : first;
            return HasSession(begin, end) ? [new FetchItem(Bars, symbol, Covered(begin), end, mark is null ? FetchReason.First : FetchReason.Full)] : [];
        }

        var firstBar = presence.RangeOf(symbol)?.First ?? mark.First;
        var hasEnded = EndedEarly(symbol, wish) is not null;
        end = hasEnded && mark.Through < end ? mark.Through : end;
        var absent = mark.Absent.ToHashSet();
        var missing = presence.Missing(symbol, Covered(first), end)
            .Where(session => !absent.Contains(session) && (session < mark.First || session > firstBar) && (session <= mark.Through || !(session <= mark.QuietThrough))).ToList();
        var window = WindowBegin(mark.Through);
        var ranges = Ranges(missing, mark, window);
        if (hasEnded || missing.Exists(session => session > mark.Through) || mark.Through < horizon.Session || mark.ReadAt >= horizon.AvailableAt)
        {
            return ranges.Select(range => range with { Key = symbol });
        }

        var through = Earlier(mark.Through, end);
        return through is { } day && window <= day
            ? Join([.. ranges.Select(range => range with { Key = symbol }), new FetchItem(Bars, symbol, window, day, FetchReason.Restatement)])
            : ranges.Select(range => range with { Key = symbol });
    }

    /// <summary>Missing sessions as ranges; those after the last known one begin with the restatement window.</summary>
    private List<FetchItem> Ranges(List<TradingDate> missing, Watermark mark, TradingDate window)
    {
        var ranges = new List<FetchItem>();
        foreach (var session in missing)
        {
            var reason = session > mark.Through ? FetchReason.New : session < mark.First ? FetchReason.Earlier : FetchReason.Gap;
            ranges.Add(new FetchItem(Bars, mark.Key, reason == FetchReason.New && window < session ? window : session, session, reason));
        }

        return Join(ranges);
    }

    /// <summary>Ranges that overlap, or lie so near each other that one request is cheaper than two, become one.</summary>
    private List<FetchItem> Join(IReadOnlyList<FetchItem> ranges)
    {
        var joined = new List<FetchItem>();
        foreach (var range in ranges.OrderBy(range => range.First).ThenBy(range => range.Last))
        {
            if (joined.Count > 0 && (range.First <= joined[^1].Last || calendar.SessionsApart(joined[^1].Last, range.First) <= options.JoinSessions))
            {
                var before = joined[^1];
                joined[^1] = before with { Last = before.Last > range.Last ? before.Last : range.Last, Reason = Weightier(before.Reason, range.Reason) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    private IEnumerable<FetchItem> OfDays(ObservedDataset dataset, string key, FetchWish wish)
    {
        var isActions = dataset == ObservedDataset.Actions;
        var mark = marks.GetValueOrDefault((dataset.Name, key));
        var bySession = isActions ? horizon.Session : horizon.Day;
        var last = Earlier(dataset == ObservedDataset.Series ? wish.To ?? bySession : LastDayOf(key, wish), bySession);
        if (last is not { } end || (mark is not null && dataset != ObservedDataset.Series && EndedEarly(key, wish) is not null))
        {
            return [];
        }

        if (mark is null || wish.Full)
        {
            var begin = wish.From ?? mark?.First ?? FirstByDefault();
            return begin <= end ? [new FetchItem(dataset.Name, key, begin, end, mark is null ? FetchReason.First : FetchReason.Full)] : [];
        }

        var isEarlier = wish.From < mark.First;
        if (!isEarlier && mark.ReadAt >= horizon.AvailableAt && mark.Through >= Earlier(end, horizon.Session))
        {
            return [];
        }

        // Of these kinds nobody can tell a hole from a day without news, so that what is asked for always joins what is known.
        var again = dataset == ObservedDataset.Series || dataset == ObservedDataset.Fundamentals ? mark.Through.AddDays(-options.RevisionDays) : WindowBegin(mark.Through);
        var first = isEarlier ? wish.From!.Value : again < mark.First ? mark.First : again;
        return first <= end ? [new FetchItem(dataset.Name, key, first, end, isEarlier ? FetchReason.Earlier : FetchReason.New)] : [];
    }

    /// <summary>The last day wanted of a symbol; null for one that had gone before the first.</summary>
    private TradingDate? LastDayOf(string symbol, FetchWish wish)
    {
        var last = wish.To ?? horizon.Day;
        if (!delistings.TryGetValue(symbol, out var gone))
        {
            return last;
        }

        var before = gone.AddDays(-1);
        var known = marks.GetValueOrDefault((Bars, symbol));
        return known is not null && !wish.Full && calendar.SessionsApart(Covered(known.Through), Covered(before)) <= 0 ? null : before < last ? before : last;
    }

    /// <summary>
    /// Whether a symbol is left alone since its bars ended: sources that were up to date have had none for long, and it was asked for not long ago. A bar
    /// moves the mark and wakes it.
    /// </summary>
    private EarlyEnd? EndedEarly(string symbol, FetchWish wish)
    {
        if (wish.Full || marks.GetValueOrDefault((Bars, symbol)) is not { QuietThrough: { } quiet } mark
            || calendar.SessionsApart(Covered(mark.Through), Covered(quiet)) < options.EndsEarlySessions
            || calendar.SessionsApart(Covered(quiet), horizon.Session) >= options.EndsEarlyAgainSessions)
        {
            return null;
        }

        var again = Math.Min(options.EndsEarlyAgainSessions, calendar.SessionsApart(Covered(quiet), calendar.LastDay));
        return new EarlyEnd(symbol, mark.Through, calendar.Add(calendar.OnOrBefore(Covered(quiet)), again));
    }

    private TradingDate FirstByDefault()
    {
        var day = horizon.Day.ToDateOnly().AddYears(-options.FirstYears);
        return Covered(TradingDate.FromDateOnly(day));
    }

    /// <summary>The first of the sessions that are read again.</summary>
    private TradingDate WindowBegin(TradingDate through)
    {
        var day = Covered(through);
        if (options.RestatementSessions == 0)
        {
            return day.AddDays(1);
        }

        var session = calendar.OnOrBefore(calendar.OnOrAfter(calendar.FirstDay) > day ? calendar.OnOrAfter(calendar.FirstDay) : day);
        var back = Math.Min(options.RestatementSessions - 1, calendar.SessionsIn(calendar.FirstDay, session).Length - 1);
        return calendar.Add(session, -back);
    }

    private bool HasSession(TradingDate first, TradingDate last) => Covered(first) <= last && calendar.SessionsIn(Covered(first), last).Length > 0;

    /// <summary>The day, or the calendar's first or last where it lies outside.</summary>
    private TradingDate Covered(TradingDate day) => day < calendar.FirstDay ? calendar.FirstDay : day > calendar.LastDay ? calendar.LastDay : day;

    private static FetchReason Weightier(FetchReason left, FetchReason right) =>
        left == FetchReason.New || right == FetchReason.New ? FetchReason.New : left == FetchReason.Restatement ? right : left;

    private static TradingDate? Earlier(TradingDate? left, TradingDate right) => left is { } day && day < right ? day : left is null ? null : right;
}
