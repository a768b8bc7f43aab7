using Assay.Artifacts;

namespace Assay.MarketData.PointInTime;

/// <summary>
/// Which partitions are merged. Those of one period (a year of bars, all time for the small kinds) stand in the order in which they came.
/// Whenever <see cref="Together"/> of them, the latest ones, are no greater in size class than the very last, they become one; a size class is
/// eight times the one below. So a row is rewritten once per class, a day never touches the rows of years, and a read meets few files. When a
/// new year begins, the partitions of each earlier year become one. Only neighbours are merged: their order, which decides between statements
/// known since the same instant, stays.
/// </summary>
internal static class PartitionTiers
{
    /// <summary>Partitions that are merged at once, and the factor between size classes.</summary>
    public const int Together = 8;

    /// <summary>Rows below which a partition is of the lowest class.</summary>
    public const int LowestClassRows = 4_096;

    /// <summary>The partitions after merging, period by period, each period in its order. Those of the parent come first, and were merged then.</summary>
    public static List<PendingPartition> Merge(IArtifactStore store, ObservedDataset dataset, IReadOnlyList<PendingPartition> partitions)
    {
        var periods = new SortedDictionary<int, List<PendingPartition>>();
        foreach (var partition in partitions)
        {
            var year = dataset.IsByYear ? partition.FirstYear : 0;
            if (!periods.TryGetValue(year, out var period))
            {
                period = [];
                periods.Add(year, period);
            }

            if (partition.IsNew)
            {
                Close(store, dataset, periods, year);
            }

            period.Add(partition);
            if (partition.IsNew)
            {
                Settle(store, dataset, period);
            }
        }

        return [.. periods.Values.SelectMany(period => period)];
    }

    /// <summary>Where the year of a new partition is the latest and has none yet, makes one of the partitions of each year before it.</summary>
    private static void Close(IArtifactStore store, ObservedDataset dataset, SortedDictionary<int, List<PendingPartition>> periods, int begun)
    {
        if (periods[begun].Count > 0 || periods.Keys.Max() > begun)
        {
            return;
        }

        foreach (var (year, period) in periods)
        {
            if (year < begun && period.Count > 1)
            {
                var merged = PendingPartition.Merge(store, dataset, period);
                period.Clear();
                period.Add(merged);
            }
        }
    }

    private static void Settle(IArtifactStore store, ObservedDataset dataset, List<PendingPartition> period)
    {
        while (true)
        {
            var highest = ClassOf(period[^1]);
            var first = period.Count - 1;
            while (first > 0 && ClassOf(period[first - 1]) <= highest)
            {
                first--;
            }

            if (period.Count - first < Together)
            {
                return;
            }

            var merged = PendingPartition.Merge(store, dataset, period[first..]);
            period.RemoveRange(first, period.Count - first);
            period.Add(merged);
        }
    }

    private static int ClassOf(PendingPartition partition)
    {
        var size = 0;
        for (var rows = partition.Rows; rows >= LowestClassRows; rows /= Together)
        {
            size++;
        }

        return size;
    }
}
