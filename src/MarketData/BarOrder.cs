namespace Assay.MarketData;

/// <summary>Sorting of bars by date, then symbol, in linear time; rows of one date and symbol keep their order.</summary>
internal static class BarOrder
{
    /// <summary>Recodes a symbol column in place so that codes follow the ordinal order of the texts; gives the dictionary in that order.</summary>
    public static string[] OrderSymbols(Span<int> codes, string[] dictionary)
    {
        var ordered = (string[])dictionary.Clone();
        var former = new int[dictionary.Length];
        for (var i = 0; i < former.Length; i++)
        {
            former[i] = i;
        }

        Array.Sort(ordered, former, StringComparer.Ordinal);
        var recoded = new int[dictionary.Length];
        for (var i = 0; i < former.Length; i++)
        {
            recoded[former[i]] = i;
        }

        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= 0)
            {
                codes[row] = recoded[codes[row]];
            }
        }

        return ordered;
    }

    /// <summary>The rows in the order date, symbol code (−1, a missing symbol, first): two stable counting passes.</summary>
    public static int[] Sort(ReadOnlySpan<int> dates, ReadOnlySpan<int> symbols, int symbolCount)
    {
        var count = dates.Length;
        var first = int.MaxValue;
        var last = int.MinValue;
        foreach (var date in dates)
        {
            first = Math.Min(first, date);
            last = Math.Max(last, date);
        }

        var bySymbol = new int[count];
        var begin = new int[symbolCount + 2];
        foreach (var symbol in symbols)
        {
            begin[symbol + 2]++;
        }

        Accumulate(begin);
        for (var row = 0; row < count; row++)
        {
            bySymbol[begin[symbols[row] + 1]++] = row;
        }

        var sorted = new int[count];
        begin = new int[count == 0 ? 1 : last - first + 2];
        foreach (var date in dates)
        {
            begin[date - first + 1]++;
        }

        Accumulate(begin);
        foreach (var row in bySymbol)
        {
            sorted[begin[dates[row] - first]++] = row;
        }

        return sorted;
    }

    /// <summary>Recodes a symbol column in place so that only texts in use remain; gives the shorter dictionary, order kept.</summary>
    public static string[] DropUnused(Span<int> codes, string[] dictionary)
    {
        var recoded = new int[dictionary.Length];
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                recoded[code] = 1;
            }
        }

        var kept = new List<string>(dictionary.Length);
        for (var code = 0; code < recoded.Length; code++)
        {
            if (recoded[code] == 1)
            {
                recoded[code] = kept.Count;
                kept.Add(dictionary[code]);
            }
        }

        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = codes[row] < 0 ? codes[row] : recoded[codes[row]];
        }

        return [.. kept];
    }

    public static T[] Take<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = values[rows[i]];
        }

        return taken;
    }

    public static T[] Take<T>(T[] values, ReadOnlySpan<int> rows) => Take((ReadOnlySpan<T>)values, rows);

    private static void Accumulate(Span<int> counts)
    {
        for (var i = 1; i < counts.Length; i++)
        {
            counts[i] += counts[i - 1];
        }
    }
}
