using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.Activities.Live;

/// <summary>
/// The rows of a table up to one session, so that nothing after it can be read by mistake: later rows, and symbols or sectors that only
/// they name, are gone.
/// </summary>
internal static class TableWindow
{
    /// <summary>Rows with <paramref name="first"/> ≤ date ≤ <paramref name="last"/>.</summary>
    /// <param name="table">Sorted by its column <c>date</c>.</param>
    /// <param name="first">First date kept, or null for all.</param>
    /// <param name="last">Last date kept.</param>
    public static Table Cut(Table table, TradingDate? first, TradingDate last)
    {
        var dates = table.Date("date");
        var start = first is { } from ? FirstAtOrAfter(dates, from.DayNumber) : 0;
        return Rows(table, start, Math.Max(start, FirstAtOrAfter(dates, last.DayNumber + 1)));
    }

    /// <summary>The rows from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public static Table Rows(Table table, int start, int end) =>
        new(table.SchemaId, [.. table.Columns.Select(column => Slice(column, start, end))]);

    private static int FirstAtOrAfter(int[] dates, int day)
    {
        var low = 0;
        var high = dates.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = dates[middle] < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static Column Slice(Column column, int start, int end) => column switch
    {
        Float64Column values => new Float64Column(values.Name, values.Values[start..end]),
        Float32Column values => new Float32Column(values.Name, values.Values[start..end]),
        Int32Column values => new Int32Column(values.Name, values.Values[start..end]),
        Int64Column values => new Int64Column(values.Name, values.Values[start..end]),
        BooleanColumn values => new BooleanColumn(values.Name, values.Values[start..end]),
        DateColumn values => new DateColumn(values.Name, values.Values[start..end]),
        TextColumn texts => Compact(texts, start, end),
        _ => throw new ArgumentException($"Columns of {column.TypeName} are not known here.", nameof(column)),
    };

    private static TextColumn Compact(TextColumn texts, int start, int end)
    {
        var codes = texts.Codes[start..end];
        var used = new bool[texts.Dictionary.Length];
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                used[code] = true;
            }
        }

        var renumbered = new int[used.Length];
        var dictionary = new List<string>();
        for (var code = 0; code < used.Length; code++)
        {
            if (used[code])
            {
                renumbered[code] = dictionary.Count;
                dictionary.Add(texts.Dictionary[code]);
            }
        }

        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = codes[row] < 0 ? -1 : renumbered[codes[row]];
        }

        return new TextColumn(texts.Name, codes, [.. dictionary]);
    }
}
