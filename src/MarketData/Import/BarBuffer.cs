using System.Text;
using Assay.Artifacts.Tables;

namespace Assay.MarketData.Import;

/// <summary>Growing columns of raw bars; symbols by dictionary in the order they come.</summary>
internal sealed class BarBuffer
{
    private const int FirstCapacity = 1 << 14;
    private const int LongestSymbol = 64;
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<string> symbols = [];
    private readonly byte[] lastSymbol = new byte[LongestSymbol];
    private int lastSymbolLength = -1;
    private int lastCode;
    private int[] date = new int[FirstCapacity];
    private int[] symbol = new int[FirstCapacity];
    private long[] line = new long[FirstCapacity];
    private readonly double[][] numbers = [.. Enumerable.Range(0, BarColumns.NumberCount).Select(_ => new double[FirstCapacity])];

    public int Count { get; private set; }

    /// <summary>Adds a row and gives its index; its numbers are set next.</summary>
    public int Add(int dayNumber, int symbolCode, long lineNumber)
    {
        if (Count == date.Length)
        {
            Resize(checked(Count * 2));
        }

        date[Count] = dayNumber;
        symbol[Count] = symbolCode;
        line[Count] = lineNumber;
        return Count++;
    }

    /// <param name="column">0 open, 1 high, 2 low, 3 close, 4 volume.</param>
    /// <param name="row">The row that <see cref="Add"/> gave.</param>
    /// <param name="value">NaN where missing.</param>
    public void Set(int column, int row, double value) => numbers[column][row] = value;

    /// <summary>The code of a symbol, −1 for an empty one, −2 for one too long to be a symbol.</summary>
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual(lastSymbol.AsSpan(0, Math.Max(0, lastSymbolLength))) && lastSymbolLength >= 0)
        {
            return lastCode;
        }

        if (text.Length == 0)
        {
            return -1;
        }

        if (text.Length > LongestSymbol)
        {
            return -2;
        }

        Span<char> characters = stackalloc char[LongestSymbol];
        var length = Encoding.UTF8.GetChars(text, characters);
        var lookup = codes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(characters[..length], out var code))
        {
            code = symbols.Count;
            symbols.Add(characters[..length].ToString());
            codes.Add(symbols[code], code);
        }

        text.CopyTo(lastSymbol);
        lastSymbolLength = text.Length;
        lastCode = code;
        return code;
    }

    /// <summary>The raw table, sorted by date, symbol and line. The buffer is empty of use afterwards.</summary>
    public Table ToTable()
    {
        Resize(Count);
        var dictionary = symbols.ToArray();
        var ordered = BarOrder.OrderSymbols(symbol, dictionary);
        var order = BarOrder.Sort(date, symbol, ordered.Length);
        return BarColumns.RawTable(
            BarOrder.Take(date, order),
            BarOrder.Take(symbol, order),
            ordered,
            [.. numbers.Select(values => BarOrder.Take(values, order))],
            BarOrder.Take(line, order));
    }

    private void Resize(int capacity)
    {
        Array.Resize(ref date, capacity);
        Array.Resize(ref symbol, capacity);
        Array.Resize(ref line, capacity);
        for (var i = 0; i < numbers.Length; i++)
        {
            Array.Resize(ref numbers[i], capacity);
        }
    }
}
