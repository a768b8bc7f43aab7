using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>
/// What a snapshot's partitions themselves say of how far each symbol and series is known: the marks where a file of them is lost or damaged, or where
/// the rows came from files. Nothing is known then of sessions that were asked for in vain, so that they are asked for once more.
/// </summary>
public static class WatermarkRebuild
{
    private static readonly ObservedDataset[] Small =
        [ObservedDataset.Actions, ObservedDataset.Fundamentals, ObservedDataset.Sentiment, ObservedDataset.Series];

    /// <param name="store">Where the partitions are.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="presence">Of its bars.</param>
    /// <returns>By dataset, then key.</returns>
    public static IReadOnlyList<Watermark> Of(IArtifactStore store, Snapshot snapshot, BarPresence presence)
    {
        var marks = new List<Watermark>();
        foreach (var symbol in presence.Symbols)
        {
            if (presence.RangeOf(symbol) is { } range)
            {
                marks.Add(new Watermark(ObservedDataset.Bars.Name, symbol, range.First, range.Last, [], null));
            }
        }

        foreach (var dataset in Small)
        {
            marks.AddRange(OfSmall(store, snapshot, dataset));
        }

        marks.Sort(WatermarkDocument.Compare);
        return marks;
    }

    private static IEnumerable<Watermark> OfSmall(IArtifactStore store, Snapshot snapshot, ObservedDataset dataset)
    {
        var ranges = new SortedDictionary<string, (int First, int Last)>(StringComparer.Ordinal);
        foreach (var table in store.ReadTables([.. snapshot.Partitions(dataset).Select(partition => partition.Table)], [dataset.Date, dataset.Keys[0]]))
        {
            var dates = table.Date(dataset.Date);
            var keys = table.Text(dataset.Keys[0]);
            for (var row = 0; row < dates.Length; row++)
            {
                var key = keys.At(row)!;
                var (first, last) = ranges.GetValueOrDefault(key, (dates[row], dates[row]));
                ranges[key] = (Math.Min(first, dates[row]), Math.Max(last, dates[row]));
            }
        }

        return ranges.Select(range => new Watermark(
            dataset.Name, range.Key, new TradingDate(range.Value.First), new TradingDate(range.Value.Last), [], null));
    }
}
