using System.Collections;
using System.Text;
using Assay.Artifacts;
using Assay.Artifacts.Memo;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>
/// Which days of a partition speak of which symbol. A partition never changes, so that of a large one it is found out once and kept beside it.
/// </summary>
/// <param name="Symbols">In the order of the partition.</param>
/// <param name="Days">Of each symbol a bit per day from the partition's first date on, the lowest first, in Base64.</param>
internal sealed record PartitionDays(IReadOnlyList<string> Symbols, IReadOnlyList<string> Days)
{
    private static readonly Digest Version = Digest.OfBytes(Encoding.ASCII.GetBytes("days of a partition, 1"));

    /// <param name="store">Where the partitions are.</param>
    /// <param name="partitions">Partitions of bars.</param>
    /// <param name="memos">Where it is kept; null for nowhere.</param>
    /// <returns>In the order of the partitions.</returns>
    public static IReadOnlyList<PartitionDays> Of(IArtifactStore store, IReadOnlyList<SnapshotPartition> partitions, MemoStore? memos)
    {
        var found = new PartitionDays?[partitions.Count];
        for (var place = 0; place < found.Length; place++)
        {
            if (memos is not null && IsLarge(partitions[place]) && memos.TryFind<PartitionDays>(KeyOf(partitions[place]), out var known))
            {
                found[place] = known;
            }
        }

        int[] unknown = [.. Enumerable.Range(0, found.Length).Where(place => found[place] is null)];
        var tables = store.ReadTables([.. unknown.Select(place => partitions[place].Table)], [ObservedDataset.Bars.Date, ObservedDataset.Symbol]);
        for (var read = 0; read < unknown.Length; read++)
        {
            var partition = partitions[unknown[read]];
            var days = Of(tables[read], partition);
            found[unknown[read]] = memos is not null && IsLarge(partition) ? memos.Save(KeyOf(partition), days) : days;
        }

        return [.. found.Select(days => days!)];
    }

    /// <summary>The days of a symbol, by the number of days after the partition's first date.</summary>
    public BitArray BitsOf(int symbol) => new(Convert.FromBase64String(Days[symbol]));

    private static PartitionDays Of(Table table, SnapshotPartition partition)
    {
        var dates = table.Date(ObservedDataset.Bars.Date);
        var text = table.Text(ObservedDataset.Symbol);
        var length = ((partition.LastDate.DayNumber - partition.FirstDate.DayNumber) / 8) + 1;
        var bits = text.Dictionary.Select(_ => new byte[length]).ToArray();
        for (var row = 0; row < dates.Length; row++)
        {
            if (text.Codes[row] >= 0)
            {
                var day = dates[row] - partition.FirstDate.DayNumber;
                bits[text.Codes[row]][day / 8] |= (byte)(1 << (day % 8));
            }
        }

        return new PartitionDays(text.Dictionary, [.. bits.Select(Convert.ToBase64String)]);
    }

    private static bool IsLarge(SnapshotPartition partition) => partition.Rows >= PartitionTiers.LowestClassRows;

    private static MemoKey KeyOf(SnapshotPartition partition) => MemoKey.Of("PartitionDays", Version, new { partition.Table });
}
