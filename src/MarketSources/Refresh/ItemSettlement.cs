using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.MarketSources.Desk;

namespace Assay.MarketSources.Refresh;

/// <summary>What one answer adds to what is known, and how far it moves the watermark.</summary>
/// <param name="calendar">Of the exchange.</param>
/// <param name="tolerance">How far figures of two sources may be apart without being a correction.</param>
internal sealed class ItemSettlement(ExchangeCalendar calendar, double tolerance)
{
    /// <param name="fetched">The item and its provenance.</param>
    /// <param name="answer">Its rows.</param>
    /// <param name="known">What had been stated of the symbol about these days; null for nothing.</param>
    /// <param name="mark">How far it had been asked for; null for not at all.</param>
    public SettledItem Settle(FetchedItem fetched, Table answer, Table? known, Watermark? mark)
    {
        var dataset = ObservedDataset.OfSchema(answer.SchemaId);
        var news = known is null && mark is null ? answer : News(answer, dataset, known, mark, fetched.Provenance.FetchedAt);
        HashSet<int> before = known is null ? [] : [.. known.Date(dataset.Date)];
        var corrections = news.Date(dataset.Date).Count(before.Contains);
        var moved = dataset == ObservedDataset.Bars ? MarkOfBars(fetched, answer, before, mark) : MarkOfDays(fetched, mark);
        return new SettledItem(news, corrections, moved);
    }

    /// <summary>Days before the first that had been asked for are read for the first time; of the others a row that was not there came late.</summary>
    private Table News(Table answer, ObservedDataset dataset, Table? known, Watermark? mark, DateTimeOffset fetchedAt)
    {
        var dates = answer.Date(dataset.Date);
        if (mark is null || dates.Length == 0 || dates[0] >= mark.First.DayNumber)
        {
            return LateNews.Of(answer, known, mark?.Through, fetchedAt, tolerance);
        }

        var split = Array.FindIndex(dates, date => date >= mark.First.DayNumber);
        split = split < 0 ? dates.Length : split;
        var news = new ObservedTableBuilder(dataset);
        news.AddAll(LateNews.Of(Rows(answer, dataset, 0, split), known, null, fetchedAt, tolerance));
        news.AddAll(LateNews.Of(Rows(answer, dataset, split, dates.Length), known, mark.Through, fetchedAt, tolerance));
        return news.Build();
    }

    private static Table Rows(Table table, ObservedDataset dataset, int begin, int end)
    {
        var builder = new ObservedTableBuilder(dataset);
        builder.AddAll(table, begin, end);
        return builder.Build();
    }

    private Watermark? MarkOfBars(FetchedItem fetched, Table answer, HashSet<int> before, Watermark? mark)
    {
        var dates = answer.Date(ObservedDataset.Bars.Date);
        var item = fetched.Item;
        if (dates.Length == 0)
        {
            return null;
        }

        var through = new TradingDate(dates[^1]);
        var first = mark is not null && mark.First < item.First ? mark.First : item.First;
        var absent = new SortedSet<TradingDate>(mark?.Absent ?? []);
        if (!WasCutShort(fetched.Provenance))
        {
            // Before its first bar a symbol was not listed, and there is nothing to miss.
            var firstBar = mark is not null && mark.First < item.First ? item.First : new TradingDate(before.Append(dates[0]).Min());
            var given = dates.ToHashSet();
            foreach (var session in calendar.SessionsIn(Covered(firstBar), Covered(through)))
            {
                if (session >= item.First && !given.Contains(session.DayNumber) && !before.Contains(session.DayNumber))
                {
                    absent.Add(session);
                }
            }
        }

        var isWhole = fetched.Provenance.Outcome == FetchOutcome.Complete;
        return new Watermark(
            item.Dataset, item.Key, first, mark is not null && mark.Through > through ? mark.Through : through, [.. absent], isWhole ? fetched.Provenance.FetchedAt : mark?.ReadAt);
    }

    private static Watermark? MarkOfDays(FetchedItem fetched, Watermark? mark)
    {
        var item = fetched.Item;
        return fetched.Provenance.Outcome != FetchOutcome.Complete ? null : new Watermark(
            item.Dataset,
            item.Key,
            mark is not null && mark.First < item.First ? mark.First : item.First,
            mark is not null && mark.Through > item.Last ? mark.Through : item.Last,
            [],
            fetched.Provenance.FetchedAt);
    }

    /// <summary>True where a source that might know more did not get to speak: what is missing may come another day.</summary>
    private static bool WasCutShort(SourceProvenance provenance) => provenance.Outcome != FetchOutcome.Complete
        && provenance.Attempts.Any(attempt => attempt.Failure is not (null or SourceFailureKind.Partial or SourceFailureKind.Stale
            or SourceFailureKind.UnknownSymbol or SourceFailureKind.NoData or SourceFailureKind.KeyMissing or SourceFailureKind.KeyRefused));

    private TradingDate Covered(TradingDate day) => day < calendar.FirstDay ? calendar.FirstDay : day > calendar.LastDay ? calendar.LastDay : day;
}
