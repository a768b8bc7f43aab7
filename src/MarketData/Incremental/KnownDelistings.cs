using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>The symbols of a snapshot that are known to have gone.</summary>
public static class KnownDelistings
{
    /// <param name="store">Where the partitions are.</param>
    /// <param name="snapshot">Null for none.</param>
    /// <param name="asOf">The instant whose knowledge counts.</param>
    /// <returns>The first session without trading, by symbol.</returns>
    public static IReadOnlyDictionary<string, TradingDate> Of(IArtifactStore store, Snapshot? snapshot, DateTimeOffset asOf)
    {
        var gone = new Dictionary<string, TradingDate>(StringComparer.Ordinal);
        if (snapshot is null || snapshot.Partitions(ObservedDataset.Actions).Count == 0)
        {
            return gone;
        }

        var actions = new SnapshotReader(store, snapshot).Read(ObservedDataset.Actions, asOf);
        var (dates, symbols, kinds) = (actions.Date(ObservedDataset.Actions.Date), actions.Text(ObservedDataset.Symbol), actions.Text("kind"));
        for (var row = 0; row < actions.RowCount; row++)
        {
            if (string.Equals(kinds.At(row), ActionKind.Delisting, StringComparison.Ordinal))
            {
                gone[symbols.At(row)!] = new TradingDate(dates[row]);
            }
        }

        return gone;
    }
}
