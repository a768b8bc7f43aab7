using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>The columns of a raw table, in the order date, symbol, line.</summary>
internal sealed class RawBars
{
    /// <param name="table">Schema <c>assay.bars.raw/1</c>.</param>
    /// <param name="knownAt">Since when each row is known, or null.</param>
    public RawBars(Table table, long[]? knownAt = null)
    {
        table.Expect(MarketDataSchemas.RawBars);
        var symbol = table.Text(BarColumns.Symbol);
        Date = table.Date(BarColumns.Date);
        SymbolCode = symbol.Codes;
        Symbols = symbol.Dictionary;
        Line = table.Int64(BarColumns.Line);
        Numbers = BarColumns.Numbers(table);
        KnownAt = knownAt;
        if (!IsSorted())
        {
            SymbolCode = (int[])SymbolCode.Clone();
            Symbols = BarOrder.OrderSymbols(SymbolCode, Symbols);
            var order = BarOrder.Sort(Date, SymbolCode, Symbols.Length);
            Date = BarOrder.Take(Date, order);
            SymbolCode = BarOrder.Take(SymbolCode, order);
            Line = BarOrder.Take(Line, order);
            Numbers = [.. Numbers.Select(values => BarOrder.Take(values, order))];
            KnownAt = knownAt is null ? null : BarOrder.Take(knownAt, order);
        }

        DateBegins = FindDateBegins();
    }

    public int Count => Date.Length;

    public int[] Date { get; }

    public int[] SymbolCode { get; }

    /// <summary>Ordinal order.</summary>
    public string[] Symbols { get; }

    public long[] Line { get; }

    /// <summary>Since when each row is known, in microseconds since 1970-01-01T00:00:00Z; null where nobody says.</summary>
    public long[]? KnownAt { get; }

    /// <summary>By the indices of <see cref="BarColumns"/>.</summary>
    public double[][] Numbers { get; }

    /// <summary>The first row of each distinct date, and at the end the number of rows.</summary>
    public int[] DateBegins { get; }

    /// <summary>Number of distinct dates.</summary>
    public int DateCount => DateBegins.Length - 1;

    public double[] Close => Numbers[BarColumns.Close];

    /// <summary>Number of distinct dates before a day or after another.</summary>
    public int DatesOutside(TradingDate first, TradingDate last)
    {
        var count = 0;
        for (var date = 0; date < DateCount; date++)
        {
            var day = Date[DateBegins[date]];
            count += day < first.DayNumber || day > last.DayNumber ? 1 : 0;
        }

        return count;
    }

    public string? SymbolAt(int row) => SymbolCode[row] < 0 ? null : Symbols[SymbolCode[row]];

    public TradingDate DateAt(int row) => new(Date[row]);

    /// <summary>True when two rows hold the same numbers, missing ones included.</summary>
    public bool SameNumbers(int first, int second)
    {
        foreach (var values in Numbers)
        {
            if (!values[first].Equals(values[second]))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSorted()
    {
        for (var i = 1; i < Symbols.Length; i++)
        {
            if (string.CompareOrdinal(Symbols[i - 1], Symbols[i]) >= 0)
            {
                return false;
            }
        }

        for (var row = 1; row < Date.Length; row++)
        {
            if (Date[row - 1] > Date[row] || (Date[row - 1] == Date[row] && SymbolCode[row - 1] > SymbolCode[row]))
            {
                return false;
            }
        }

        return true;
    }

    private int[] FindDateBegins()
    {
        var begins = new List<int>();
        for (var row = 0; row < Date.Length; row++)
        {
            if (row == 0 || Date[row] != Date[row - 1])
            {
                begins.Add(row);
            }
        }

        begins.Add(Date.Length);
        return [.. begins];
    }
}
