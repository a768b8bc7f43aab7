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

    /// <param name="store">Where the answers are.</param>
    /// <param name="calendar">Of the exchange.</param>
    /// <param name="tolerance">How far figures of two sources may be apart without being a correction.</param>
    public FetchSettlement(IArtifactStore store, ExchangeCalendar calendar, double tolerance)
    {
        this.store = store;
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
                var settled = settlement.Settle(
                    answered[place], answers[place], known.GetValueOrDefault(item.Key), moved.GetValueOrDefault((item.Dataset, item.Key)) ?? marks.GetValueOrDefault((item.Dataset, item.Key)));
                news.AddAll(settled.News);
                corrections += settled.Corrections;
                if (settled.Mark is { } mark)
                {
                    moved[(item.Dataset, item.Key)] = mark;
                }
            }

            if (news.Count > 0)
            {
                tables.Add(news.Build());
            }
        }

        foreach (var item in last.Where(SaysNothingNew))
        {
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
            last.Length == 0 ? plan.AsOf : last.Max(item => item.Provenance.FetchedAt));
    }

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
