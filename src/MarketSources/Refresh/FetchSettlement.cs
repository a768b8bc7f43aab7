using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Desk;

namespace Assay.MarketSources.Refresh;

/// <summary>
/// Puts the answers of a fetch together: per dataset one table of what was not known, with corrections known from the fetch on, and the watermarks that
/// may be moved once these rows stand in a snapshot.
/// </summary>
public sealed class FetchSettlement
{
    private readonly IArtifactStore store;
    private readonly ItemSettlement settlement;
    private readonly ExchangeCalendar calendar;
    private readonly FetchOptions options;

    /// <param name="store">Where the answers are.</param>
    /// <param name="calendar">Of the exchange.</param>
    /// <param name="tolerance">How far figures of two sources may be apart without being a correction.</param>
    /// <param name="options">When a symbol ends early.</param>
    public FetchSettlement(IArtifactStore store, ExchangeCalendar calendar, double tolerance, FetchOptions options)
    {
        this.store = store;
        this.calendar = calendar;
        this.options = options;
        settlement = new ItemSettlement(calendar, tolerance);
    }

    /// <param name="plan">What was asked.</param>
    /// <param name="batches">What came.</param>
    /// <param name="snapshot">The snapshot that is added to; null for none.</param>
    public SettledFetch Settle(FetchPlan plan, IReadOnlyList<FetchedBatch> batches, Snapshot? snapshot)
    {
        var marks = plan.Watermarks.ToDictionary(mark => (mark.Dataset, mark.Key));
        var tables = new List<Table>();
        var moved = new Dictionary<(string Dataset, string Key), Watermark>();
        var corrections = 0;
        FetchedItem[] last = [.. batches.SelectMany(batch => batch.Items)];
        var quiet = new QuietSymbols(last, plan.Horizon.Session);
        var reserves = new FetchReserves(calendar, plan.Horizon, marks);
        foreach (var dataset in ObservedDataset.All)
        {
            FetchedItem[] answered = [.. last.Where(item => item.Table is not null && string.Equals(item.Item.Dataset, dataset.Name, StringComparison.Ordinal))];
            if (answered.Length == 0)
            {
                continue;
            }

            var answers = Answers(dataset, answered, batches);
            var known = Known(dataset, answered, answers, snapshot);
            var news = new ObservedTableBuilder(dataset);
            for (var place = 0; place < answered.Length; place++)
            {
                var item = answered[place].Item;
                var held = moved.GetValueOrDefault((item.Dataset, item.Key)) ?? marks.GetValueOrDefault((item.Dataset, item.Key));
                var settled = settlement.Settle(answered[place], answers[place], known.GetValueOrDefault(item.Key), held);
                news.AddAll(settled.News);
                corrections += settled.Corrections;
                if ((settled.Mark ?? held) is { } mark)
                {
                    var told = quiet.Told(answered[place], mark);
                    if (settled.Mark is not null || told != mark)
                    {
                        moved[(item.Dataset, item.Key)] = told;
                    }
                }

                if (EndsEarly(moved.GetValueOrDefault((item.Dataset, item.Key))))
                {
                    reserves.AddNothingNew(answered[place]);
                }
                else
                {
                    reserves.AddAnswer(answered[place], answers[place], known.GetValueOrDefault(item.Key), settled.Mark ?? held);
                }
            }

            if (news.Count > 0)
            {
                tables.Add(news.Build());
            }
        }

        foreach (var item in last.Where(item => item.Table is null && !SaysNothingNew(item)))
        {
            var place = (item.Item.Dataset, item.Item.Key);
            if (marks.TryGetValue(place, out var mark) && quiet.Told(item, mark) is var told && told != mark)
            {
                moved[place] = told;
            }

            if (EndsEarly(moved.GetValueOrDefault(place) ?? mark) && item.Provenance.Outcome == FetchOutcome.Unknown)
            {
                reserves.AddNothingNew(item);
            }
            else
            {
                reserves.AddNothing(item);
            }
        }

        foreach (var item in last.Where(SaysNothingNew))
        {
            reserves.AddNothingNew(item);
            if (marks.TryGetValue((item.Item.Dataset, item.Item.Key), out var mark))
            {
                moved.TryAdd((item.Item.Dataset, item.Item.Key), mark with
                {
                    Through = mark.Through > item.Item.Last ? mark.Through : item.Item.Last,
                    ReadAt = item.Provenance.FetchedAt,
                });
            }
        }

        return new SettledFetch(
            tables,
            [.. moved.Values.OrderBy(mark => mark.Dataset, StringComparer.Ordinal).ThenBy(mark => mark.Key, StringComparer.Ordinal)],
            corrections,
            FetchReserve.Of([.. last.Where(item => !SaysNothingNew(item))]),
            reserves.Update,
            last.Length == 0 ? plan.AsOf : last.Max(item => item.Provenance.FetchedAt));
    }

    /// <summary>True where the symbol has ended as far as anybody can tell: what is behind its last bar is no hole.</summary>
    private bool EndsEarly(Watermark? mark) => mark?.QuietThrough is { } quiet
        && calendar.SessionsApart(Covered(mark.Through), Covered(quiet)) >= options.EndsEarlySessions;

    private TradingDate Covered(TradingDate day) => day < calendar.FirstDay ? calendar.FirstDay : day > calendar.LastDay ? calendar.LastDay : day;

    /// <summary>The rows of each item, cut out of the tables of its batch.</summary>
    private List<Table> Answers(ObservedDataset dataset, FetchedItem[] answered, IReadOnlyList<FetchedBatch> batches)
    {
        var slices = new Dictionary<string, Table>(StringComparer.Ordinal);
        foreach (var table in store.ReadTables([.. batches.SelectMany(batch => batch.Tables).Where(table => string.Equals(table.Schema, dataset.SchemaId, StringComparison.Ordinal))]))
        {
            foreach (var (key, slice) in KeySlices.Of(table))
            {
                slices.Add(key, slice);
            }
        }

        var ranges = answered.GroupBy(item => item.Item.Key, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        var nothing = new ObservedTableBuilder(dataset).Build();
        return [.. answered.Select(item => !slices.TryGetValue(item.Item.Key, out var slice) ? nothing
            : ranges.Contains(item.Item.Key) ? KeySlices.Within(slice, item.Item.First, item.Item.Last)
            : slice)];
    }

    /// <summary>Of kinds that are not daily, no row since the last time is a good answer: the source knows the symbol and has nothing in the range.</summary>
    private static bool SaysNothingNew(FetchedItem item) => item.Provenance.Outcome == FetchOutcome.Unknown
        && !string.Equals(item.Item.Dataset, ObservedDataset.Bars.Name, StringComparison.Ordinal)
        && item.Provenance.Attempts.All(attempt => attempt.Failure is SourceFailureKind.NoData or SourceFailureKind.KeyMissing or SourceFailureKind.KeyRefused);

    /// <summary>All that was stated about the days of the answers, by symbol.</summary>
    private IReadOnlyDictionary<string, Table> Known(
        ObservedDataset dataset, FetchedItem[] answered, List<Table> answers, Snapshot? snapshot)
    {
        if (snapshot is null || snapshot.Partitions(dataset).Count == 0)
        {
            return new Dictionary<string, Table>(StringComparer.Ordinal);
        }

        var first = answered.Min(item => item.Item.First);
        var last = answered.Max(item => item.Item.Last);
        foreach (var dates in answers.Select(answer => answer.Date(dataset.Date)).Where(dates => dates.Length > 0))
        {
            first = dates[0] < first.DayNumber ? new TradingDate(dates[0]) : first;
            last = dates[^1] > last.DayNumber ? new TradingDate(dates[^1]) : last;
        }

        return KeySlices.Of(new SnapshotReader(store, snapshot).History(dataset, new DateSpan(first, last)));
    }
}
