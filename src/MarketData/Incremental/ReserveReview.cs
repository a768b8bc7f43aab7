using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>
/// Looks at the rows of a snapshot for reserves that they disprove: bars that somebody else brought, sessions after a delisting, rows of a file that no
/// longer hold. Of the other kinds of tables rows cannot show that nothing is missing; only an answer of the sources ends those.
/// </summary>
/// <param name="store">Where the partitions are.</param>
/// <param name="snapshot">With all rows that it is to have.</param>
/// <param name="calendar">Of the exchange; null where there is none, and what is missing cannot be told.</param>
public sealed class ReserveReview(IArtifactStore store, Snapshot snapshot, ExchangeCalendar? calendar)
{
    private static readonly string Bars = ObservedDataset.Bars.Name;

    /// <summary>The reserves that still hold.</summary>
    public IReadOnlyList<SnapshotReserve> Of(IReadOnlyList<SnapshotReserve> reserves)
    {
        BarPresence? presence = null;
        IReadOnlyDictionary<string, TradingDate>? delistings = null;
        var held = new List<SnapshotReserve>();
        foreach (var reserve in reserves)
        {
            if (reserve.Kind == ReserveKind.Imported)
            {
                held.AddRange(Holds(reserve) ? [reserve] : []);
            }
            else if (reserve.Kind == ReserveKind.Missing && calendar is not null && string.Equals(reserve.Dataset, Bars, StringComparison.Ordinal))
            {
                presence ??= BarPresence.Read(store, snapshot, calendar);
                delistings ??= KnownDelistings.Of(store, snapshot, snapshot.KnownThrough);
                var left = reserve.Keys.Where(key => IsMissing(reserve, key, presence, delistings)).ToList();
                held.AddRange(left.Count == 0 ? [] : [reserve with { Keys = left }]);
            }
            else
            {
                held.Add(reserve);
            }
        }

        return SnapshotReserves.Arrange(held);
    }

    private bool IsMissing(SnapshotReserve reserve, string key, BarPresence presence, IReadOnlyDictionary<string, TradingDate> delistings)
    {
        var last = delistings.TryGetValue(key, out var gone) && gone <= reserve.Last ? gone.AddDays(-1) : reserve.Last!.Value;
        if (last < reserve.First)
        {
            return false;
        }

        // Before its first bar a symbol was not listed.
        return presence.RangeOf(key) is not { } range || range.First > last
            || presence.Missing(key, range.First > reserve.First ? range.First : reserve.First!.Value, last).Any();
    }

    /// <summary>True where a row of the source is what is known now.</summary>
    private bool Holds(SnapshotReserve reserve)
    {
        var dataset = ObservedDataset.OfName(reserve.Dataset);
        if (!snapshot.Partitions(dataset).Any(partition => partition.Sources.Contains(reserve.Source, StringComparer.Ordinal)))
        {
            return false;
        }

        var table = new SnapshotReader(store, snapshot).Read(dataset, snapshot.KnownThrough);
        var source = table.Text(ObservedDataset.Source);
        return Enumerable.Range(0, table.RowCount).Any(row => string.Equals(source.At(row), reserve.Source, StringComparison.Ordinal));
    }
}
