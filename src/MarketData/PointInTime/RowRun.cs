namespace Assay.MarketData.PointInTime;

/// <summary>Rows that stand one after the other in one partition.</summary>
internal readonly record struct RowRun(PartitionCursor Part, int Begin, int Count)
{
    /// <summary>Adds rows to a list; those that go on where its last run ends make that one longer.</summary>
    public static void Add(List<RowRun> runs, PartitionCursor part, int begin, int end)
    {
        if (begin == end)
        {
            return;
        }

        if (runs.Count > 0 && ReferenceEquals(runs[^1].Part, part) && runs[^1].Begin + runs[^1].Count == begin)
        {
            runs[^1] = runs[^1] with { Count = runs[^1].Count + end - begin };
        }
        else
        {
            runs.Add(new RowRun(part, begin, end - begin));
        }
    }
}
