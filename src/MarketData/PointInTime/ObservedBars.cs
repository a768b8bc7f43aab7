using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>Raw bars as observations, and back.</summary>
public static class ObservedBars
{
    /// <summary>Says of raw bars since when, and from whom, they are known.</summary>
    /// <param name="rawBars">Schema <c>assay.bars.raw/1</c>.</param>
    /// <param name="knownAt">Since when the bars of a session are known: as a rule its close and the source's delay.</param>
    /// <param name="source">Who says so.</param>
    /// <returns>Schema <c>assay.observed.bars/1</c>; the number arrays are those of <paramref name="rawBars"/>.</returns>
    public static Table From(Table rawBars, Func<TradingDate, DateTimeOffset> knownAt, string source)
    {
        rawBars.Expect(MarketDataSchemas.RawBars);
        var dates = rawBars.Date(BarColumns.Date);
        var known = new long[dates.Length];
        for (var row = 0; row < known.Length; row++)
        {
            known[row] = row > 0 && dates[row] == dates[row - 1] ? known[row - 1] : InstantColumn.MicrosecondsOf(knownAt(new TradingDate(dates[row])));
        }

        return From(rawBars, known, source);
    }

    /// <summary>Raw bars of which each has its own known-at, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public static Table From(Table rawBars, long[] knownAt, string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        var bars = rawBars.Expect(MarketDataSchemas.RawBars);
        return ObservedOrder.Arrange(new Table(
            MarketDataSchemas.ObservedBars,
            [
                new DateColumn(BarColumns.Date, bars.Date(BarColumns.Date)),
                bars.Text(BarColumns.Symbol),
                new InstantColumn(ObservedDataset.KnownAt, knownAt),
                new TextColumn(ObservedDataset.Source, new int[bars.RowCount], [source]),
                .. BarColumns.NumberNames.Select(name => new Float64Column(name, bars.Float64(name))),
                new BooleanColumn(ObservedDataset.Retracted, new bool[bars.RowCount]),
                new Int64Column(ObservedDataset.Line, bars.Int64(BarColumns.Line)),
            ]));
    }

    /// <summary>The raw bars that a read gave, without what only observations have.</summary>
    /// <param name="bars">Schema <c>assay.observed.bars/1</c>, with at least the columns of raw bars.</param>
    public static Table ToRaw(Table bars)
    {
        var symbol = bars.Expect(MarketDataSchemas.ObservedBars).Text(BarColumns.Symbol);
        return BarColumns.RawTable(
            bars.Date(BarColumns.Date), symbol.Codes, symbol.Dictionary, BarColumns.Numbers(bars), bars.Int64(ObservedDataset.Line));
    }

    /// <summary>The first symbol, in ordinal order, of which one table has bars with more than a close, and the other has any; or null.</summary>
    /// <param name="bars">Any table of bars.</param>
    /// <param name="others">Another one.</param>
    public static string? FindWhole(Table bars, Table others)
    {
        var symbol = bars.Text(BarColumns.Symbol);
        var numbers = BarColumns.Numbers(bars);
        var isWhole = new bool[symbol.Dictionary.Length];
        for (var row = 0; row < bars.RowCount; row++)
        {
            if (symbol.Codes[row] >= 0 && !double.IsNaN(numbers[BarColumns.Open][row]))
            {
                isWhole[symbol.Codes[row]] = true;
            }
        }

        var whole = symbol.Dictionary.Where((_, code) => isWhole[code]).ToHashSet(StringComparer.Ordinal);
        var other = others.Text(BarColumns.Symbol);
        return other.Codes.Where(code => code >= 0).Distinct().Select(code => other.Dictionary[code]).Where(whole.Contains).Min(StringComparer.Ordinal);
    }

    /// <summary>True where there are bars, and none has anything but a close.</summary>
    /// <param name="bars">Any table of bars.</param>
    public static bool AreClosesAlone(Table bars)
    {
        var numbers = BarColumns.Numbers(bars);
        for (var column = 0; column < numbers.Length; column++)
        {
            if (column != BarColumns.Close && numbers[column].AsSpan().ContainsAnyExcept(double.NaN))
            {
                return false;
            }
        }

        return bars.RowCount > 0;
    }
}
