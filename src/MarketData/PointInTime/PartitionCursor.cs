using Assay.Artifacts.Tables;

namespace Assay.MarketData.PointInTime;

/// <summary>One partition, with its keys by the common dictionaries and a position that moves on.</summary>
internal sealed class PartitionCursor
{
    private readonly int[] dates;
    private readonly int[][] keys;
    private readonly long[] known;
    private readonly bool[] retracted;
    private int end;

    public PartitionCursor(Table table, ObservedDataset dataset, string[][] dictionaries)
    {
        Table = table;
        dates = table.Date(dataset.Date);
        keys = [.. dataset.Keys.Select((key, index) => Recode(table.Text(key), dictionaries[index]))];
        known = table.Instant(ObservedDataset.KnownAt);
        retracted = table.Boolean(ObservedDataset.Retracted);
    }

    public Table Table { get; }

    public int Position { get; set; }

    public bool IsDone => Position >= end;

    public int Date => dates[Position];

    /// <summary>The keys of the row at the position as one number with their order.</summary>
    public long Key => KeyOf(Position);

    public void Start(DateSpan span)
    {
        Position = LowerBound(span.FirstDayNumber);
        end = span.LastDayNumber == int.MaxValue ? dates.Length : LowerBound(span.LastDayNumber + 1);
    }

    public Column Column(string name) => Table.Columns.First(column => string.Equals(column.Name, name, StringComparison.Ordinal));

    public int[] KeyCodes(int key) => keys[key];

    public long KnownAt(int row) => known[row];

    public bool IsUnnamed(int row) => keys[0][row] < 0;

    /// <summary>The end of the rows before a date.</summary>
    public int EndBefore(int date) => Math.Min(end, LowerBound(date));

    /// <summary>The end of the rows that speak of the same thing as one.</summary>
    public int EndOfGroup(int begin)
    {
        var key = KeyOf(begin);
        var row = begin + 1;
        while (row < end && dates[row] == dates[begin] && KeyOf(row) == key)
        {
            row++;
        }

        return row;
    }

    /// <summary>The greatest known-at up to an instant within a group; null where nothing was known.</summary>
    public long? LatestKnown(int begin, int groupEnd, long asOf)
    {
        for (var row = groupEnd - 1; row >= begin; row--)
        {
            if (known[row] <= asOf)
            {
                return known[row];
            }
        }

        return null;
    }

    /// <summary>Adds, for each thing that the rows speak of, what was known last at an instant.</summary>
    public void AddKnown(int begin, int rowsEnd, long asOf, List<RowRun> runs)
    {
        for (var group = begin; group < rowsEnd;)
        {
            var groupEnd = EndOfGroup(group);
            var last = groupEnd - 1;
            while (last >= group && known[last] > asOf)
            {
                last--;
            }

            var first = last;
            while (first > group && (known[first - 1] == known[last] || IsUnnamed(last)))
            {
                first--;
            }

            for (var row = first; row >= group && row <= last; row++)
            {
                if (!retracted[row])
                {
                    RowRun.Add(runs, this, row, row + 1);
                }
            }

            group = groupEnd;
        }
    }

    /// <summary>The codes of a text column by another dictionary, which holds all its texts.</summary>
    public static int[] Recode(TextColumn column, string[] dictionary)
    {
        if (ReferenceEquals(column.Dictionary, dictionary) || column.Dictionary.AsSpan().SequenceEqual(dictionary))
        {
            return column.Codes;
        }

        var places = new int[column.Dictionary.Length];
        for (var code = 0; code < places.Length; code++)
        {
            places[code] = Array.BinarySearch(dictionary, column.Dictionary[code], StringComparer.Ordinal);
        }

        var codes = new int[column.Codes.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = column.Codes[row] < 0 ? -1 : places[column.Codes[row]];
        }

        return codes;
    }

    private long KeyOf(int row) => keys.Length == 1 ? keys[0][row] : ((long)keys[0][row] << 32) + keys[1][row] + 1;

    private int LowerBound(int date)
    {
        var low = 0;
        var high = dates.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (dates[middle] < date)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
