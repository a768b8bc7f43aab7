using Assay.Artifacts.Tables;

namespace Assay.MarketData.PointInTime;

/// <summary>
/// What is said that is not known already, and since when it counts as known. A session read again to find restatements, or a file imported twice,
/// says mostly the same, and that is not kept again; source, known-at and line make no difference, only what is said. What contradicts something
/// that was known earlier is a correction, and known from the moment it is said: no read of the past may change.
/// </summary>
public static class ObservedNews
{
    /// <param name="known">All statements about the dates in question, as <see cref="SnapshotReader.Statements"/> gives them.</param>
    /// <param name="stated">What is said now, of the same kind.</param>
    /// <param name="statedAt">When it is said.</param>
    /// <param name="hasVintages">True where a source itself says when each statement was published; false where its known-at follows from its date alone.</param>
    /// <returns>
    /// The rows of <paramref name="stated"/> that say something new. Of dates and keys that were not spoken of before, all of them as they are; else, of vintages,
    /// what became known later than anything known so far, and of the rest only the last statement, known from <paramref name="statedAt"/> on: an
    /// earlier one that was missed cannot be put in between without changing what the past could have seen.
    /// </returns>
    public static Table Of(Table known, Table stated, DateTimeOffset statedAt, bool hasVintages)
    {
        var dataset = ObservedDataset.OfSchema(stated.SchemaId);
        known.Expect(dataset.SchemaId);
        var before = new Side(known, dataset);
        var now = new Side(ObservedOrder.Arrange(stated), dataset);
        var news = new List<int>();
        var corrections = new HashSet<int>();
        var other = 0;
        for (var group = 0; group < now.Count;)
        {
            var end = now.EndOfGroup(group);
            while (other < before.Count && before.CompareKeys(other, now, group) < 0)
            {
                other++;
            }

            if (other < before.Count && before.CompareKeys(other, now, group) == 0)
            {
                AddNews(before, before.LastStatement(before.EndOfGroup(other)), now, group, end, hasVintages, news, corrections);
            }
            else
            {
                news.AddRange(Enumerable.Range(group, end - group).Where(row => !now.IsRetraction(row)));
            }

            group = end;
        }

        return news.Count == now.Count && corrections.Count == 0 ? now.Table : Rows(now.Table, news, corrections, InstantColumn.MicrosecondsOf(statedAt));
    }

    /// <summary>Adds what is new about one thing, of which something was said before.</summary>
    private static void AddNews(Side before, Range latest, Side now, int group, int groupEnd, bool hasVintages, List<int> news, HashSet<int> corrections)
    {
        var (side, held) = (before, latest);
        for (var begin = group; begin < groupEnd;)
        {
            var end = now.EndOfStatement(begin, groupEnd);
            var isLater = hasVintages && now.KnownAt(begin) > before.KnownAt(latest.Start.Value);
            if ((isLater || end == groupEnd) && !Same(side, held, now, begin..end))
            {
                (side, held) = (now, begin..end);
                for (var row = begin; row < end; row++)
                {
                    news.Add(row);
                    if (!isLater)
                    {
                        _ = corrections.Add(row);
                    }
                }
            }

            begin = end;
        }
    }

    private static bool Same(Side before, Range known, Side now, Range said)
    {
        var (begin, count) = (known.Start.Value, known.End.Value - known.Start.Value);
        if (said.End.Value - said.Start.Value != count)
        {
            return false;
        }

        for (var row = 0; row < count; row++)
        {
            if (!before.SaysTheSame(begin + row, now, said.Start.Value + row))
            {
                return false;
            }
        }

        return true;
    }

    private static Table Rows(Table table, List<int> rows, HashSet<int> corrections, long statedAt)
    {
        var chosen = ObservedOrder.Rows(table, [.. rows]);
        var known = chosen.Instant(ObservedDataset.KnownAt);
        for (var row = 0; row < known.Length; row++)
        {
            known[row] = corrections.Contains(rows[row]) ? Math.Max(statedAt, known[row]) : known[row];
        }

        return ObservedOrder.Arrange(chosen);
    }

    private sealed class Side
    {
        private readonly int[] dates;
        private readonly TextColumn[] keys;
        private readonly TextColumn[] texts;
        private readonly double[][] numbers;
        private readonly bool[] retracted;
        private readonly long[] known;

        public Side(Table table, ObservedDataset dataset)
        {
            Table = table;
            dates = table.Date(dataset.Date);
            keys = [.. dataset.Keys.Select(table.Text)];
            texts = [.. dataset.Texts.Select(table.Text)];
            numbers = [.. dataset.Numbers.Select(table.Float64)];
            retracted = table.Boolean(ObservedDataset.Retracted);
            known = table.Instant(ObservedDataset.KnownAt);
        }

        public Table Table { get; }

        public int Count => dates.Length;

        public bool IsRetraction(int row) => retracted[row];

        public long KnownAt(int row) => known[row];

        /// <summary>The end of the rows, of one thing, that became known at once.</summary>
        public int EndOfStatement(int begin, int groupEnd)
        {
            var end = begin + 1;
            while (end < groupEnd && known[end] == known[begin])
            {
                end++;
            }

            return end;
        }

        /// <summary>The rows that became known last of those about one thing, which end before a row. Rows that name nothing all stand.</summary>
        public Range LastStatement(int groupEnd)
        {
            var begin = groupEnd - 1;
            while (begin > 0 && CompareKeys(begin - 1, this, groupEnd - 1) == 0 && (known[begin - 1] == known[groupEnd - 1] || keys[0].At(begin) is null))
            {
                begin--;
            }

            return begin..groupEnd;
        }

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
            if (retracted[row] != other.retracted[otherRow])
            {
                return false;
            }

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
