using Assay.Artifacts.Tables;

namespace Assay.MarketData.PointInTime;

/// <summary>
/// What a source says that is not known already: a session read again to find restatements says mostly the same, and that is not kept twice.
/// Source, known-at and line do not make a difference, only what is said.
/// </summary>
public static class ObservedNews
{
    /// <param name="known">What was known when the source was asked, all columns, as <see cref="SnapshotReader.Read"/> gives it.</param>
    /// <param name="fetched">What the source says, of the same kind.</param>
    /// <returns>The rows of <paramref name="fetched"/> about dates and keys of which something else, or nothing, was known.</returns>
    public static Table Of(Table known, Table fetched)
    {
        var dataset = ObservedDataset.OfSchema(fetched.SchemaId);
        known.Expect(dataset.SchemaId);
        var before = new Side(known, dataset);
        var now = new Side(ObservedOrder.Arrange(fetched), dataset);
        var news = new List<int>();
        var other = 0;
        for (var group = 0; group < now.Count;)
        {
            var end = now.EndOfGroup(group);
            while (other < before.Count && before.CompareKeys(other, now, group) < 0)
            {
                other++;
            }

            var otherEnd = other < before.Count && before.CompareKeys(other, now, group) == 0 ? before.EndOfGroup(other) : other;
            if (!Same(before, other, otherEnd, now, group, end))
            {
                news.AddRange(Enumerable.Range(group, end - group));
            }

            group = end;
        }

        return ObservedOrder.Rows(now.Table, [.. news]);
    }

    private static bool Same(Side before, int begin, int end, Side now, int group, int groupEnd)
    {
        if (now.IsRetraction(group))
        {
            return begin == end;
        }

        if (end - begin != groupEnd - group)
        {
            return false;
        }

        for (var row = 0; row < end - begin; row++)
        {
            if (!before.SaysTheSame(begin + row, now, group + row))
            {
                return false;
            }
        }

        return true;
    }

    private sealed class Side
    {
        private readonly int[] dates;
        private readonly TextColumn[] keys;
        private readonly TextColumn[] texts;
        private readonly double[][] numbers;
        private readonly bool[] retracted;

        public Side(Table table, ObservedDataset dataset)
        {
            Table = table;
            dates = table.Date(dataset.Date);
            keys = [.. dataset.Keys.Select(table.Text)];
            texts = [.. dataset.Texts.Select(table.Text)];
            numbers = [.. dataset.Numbers.Select(table.Float64)];
            retracted = table.Boolean(ObservedDataset.Retracted);
        }

        public Table Table { get; }

        public int Count => dates.Length;

        public bool IsRetraction(int row) => retracted[row];

        public int CompareKeys(int row, Side other, int otherRow)
        {
            var order = dates[row].CompareTo(other.dates[otherRow]);
            for (var key = 0; order == 0 && key < keys.Length; key++)
            {
                order = string.CompareOrdinal(keys[key].At(row), other.keys[key].At(otherRow));
            }

            return order;
        }

        public int EndOfGroup(int begin)
        {
            var end = begin + 1;
            while (end < Count && CompareKeys(begin, this, end) == 0)
            {
                end++;
            }

            return end;
        }

        public bool SaysTheSame(int row, Side other, int otherRow)
        {
            for (var number = 0; number < numbers.Length; number++)
            {
                if (!numbers[number][row].Equals(other.numbers[number][otherRow]))
                {
                    return false;
                }
            }

            for (var text = 0; text < texts.Length; text++)
            {
                if (!string.Equals(texts[text].At(row), other.texts[text].At(otherRow), StringComparison.Ordinal))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
