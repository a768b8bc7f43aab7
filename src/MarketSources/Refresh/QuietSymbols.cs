using Assay.Domain;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;

namespace Assay.MarketSources.Refresh;

/// <summary>
/// Symbols of which a source that is up to date has no new bar. That it is up to date is seen from other symbols of the same fetch: a source that stands
/// still for all of them says nothing about one.
/// </summary>
/// <param name="items">What came of the fetch.</param>
/// <param name="session">The newest session that could be had.</param>
internal sealed class QuietSymbols(IReadOnlyList<FetchedItem> items, TradingDate session)
{
    private readonly HashSet<string> upToDate =
    [
        .. items.Where(item => IsOfTheEnd(item, session))
            .SelectMany(item => item.Provenance.Attempts)
            .Where(attempt => attempt is { Failure: null, Rows: > 0 })
            .Select(attempt => attempt.Source),
    ];

    /// <summary>The mark with the session through which its symbol was quiet; the same where it was not.</summary>
    /// <param name="item">What came of the symbol.</param>
    /// <param name="mark">Its mark after the fetch.</param>
    public Watermark Told(FetchedItem item, Watermark mark) => IsOfTheEnd(item, session) && mark.Through < session && item.Provenance.Attempts.Any(attempt =>
            upToDate.Contains(attempt.Source)
            && attempt.Failure is SourceFailureKind.Stale or SourceFailureKind.NoData or SourceFailureKind.UnknownSymbol or SourceFailureKind.Partial)
        ? mark with { QuietThrough = session }
        : mark;

    private static bool IsOfTheEnd(FetchedItem item, TradingDate session) =>
        string.Equals(item.Item.Dataset, ObservedDataset.Bars.Name, StringComparison.Ordinal) && item.Item.Last >= session;
}
