using Assay.Artifacts.Tables;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Quality;

/// <summary>Judges the bars of a snapshot as they were known at an instant: raw, with the actions known then as explanations.</summary>
public static class SnapshotGate
{
    private static readonly string[] Columns =
        [BarColumns.Date, ObservedDataset.Symbol, ObservedDataset.KnownAt, .. BarColumns.NumberNames, ObservedDataset.Line];

    /// <param name="reader">The snapshot; it must have bars.</param>
    /// <param name="asOf">The instant: what became known later counts for nothing.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="calendar">Sessions of the exchange; null without.</param>
    /// <param name="due">The instant whose last closed session the data should reach; null where nobody asks for fresh data.</param>
    /// <param name="secondSource">Bars of a second source, <c>assay.bars.raw/1</c>, or null.</param>
    /// <param name="span">Dates that are judged; all of them by default.</param>
    /// <exception cref="MarketDataException">No bar was known then.</exception>
    public static QualityResult Inspect(
        SnapshotReader reader, DateTimeOffset asOf, QualityOptions options, ExchangeCalendar? calendar, DateTimeOffset? due = null, Table? secondSource = null, DateSpan span = default)
    {
        var bars = reader.Snapshot.Partitions(ObservedDataset.Bars).Count == 0 ? null : reader.Read(ObservedDataset.Bars, asOf, span, Columns);
        if (bars is null || bars.RowCount == 0)
        {
            throw new MarketDataException($"The snapshot {reader.Snapshot.Name} has no bars that were known at {asOf:yyyy-MM-dd'T'HH:mm:ss'Z'}; give a later instant, or a snapshot with bars.");
        }

        var hasActions = reader.Snapshot.Partitions(ObservedDataset.Actions).Count > 0;
        return QualityGate.Inspect(ObservedBars.ToRaw(bars), options, new QualityContext
        {
            Calendar = calendar,
            Actions = hasActions ? reader.Read(ObservedDataset.Actions, asOf) : null,
            AsOf = due,
            KnownAt = bars.Instant(ObservedDataset.KnownAt),
            SecondSource = secondSource,
        });
    }
}
