using System.Text;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;

namespace Assay.MarketData.Import;

/// <summary>Reads a long table of daily bars from a Parquet file.</summary>
internal static class ParquetBars
{
    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>True where the name says that it is Parquet, or the file begins as one.</summary>
    public static bool IsParquet(string path)
    {
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        try
        {
            using var file = File.OpenRead(path);
            Span<byte> magic = stackalloc byte[Magic.Length];
            return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual(Magic);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it as text says why it cannot be read.
            return false;
        }
    }

    /// <param name="path">The file.</param>
    /// <param name="rules">What a person says of it.</param>
    /// <param name="options">Limits.</param>
    /// <param name="exchangeZone">Of the exchange whose days are wanted.</param>
    /// <param name="heading">What it names.</param>
    /// <returns>Schema <c>assay.bars.raw/1</c>; a line is the place of a row in the file, from 1.</returns>
    /// <exception cref="MarketDataException">It cannot be used.</exception>
    public static Table Read(string path, ImportRules rules, ImportOptions options, string exchangeZone, out BarHeading heading)
    {
        using var file = new ForeignParquet(path);
        string[] names = [.. file.Columns.Select(column => column.Name)];
        heading = BarHeading.Of(path, names, needsSymbol: rules.Symbol is null, hasVolume: rules.Kind != ImportKind.Prices);
        if (file.Rows == 0 || file.Rows > options.MaximumRows)
        {
            throw new MarketDataException(FormattableString.Invariant($"{path} has {file.Rows} rows, where 1 to {options.MaximumRows} are allowed; give bars, or raise import.maximum_rows."));
        }

        var columns = new List<(string Column, string Name, bool IsNumber)> { (names[heading.Date], BarColumns.Date, false) };
        if (heading.Symbol >= 0)
        {
            columns.Add((names[heading.Symbol], BarColumns.Symbol, false));
        }

        var wanted = heading.Numbers.Count(column => column >= 0);
        for (var number = 0; number < wanted; number++)
        {
            var (name, type) = file.Columns[heading.Numbers[number]];
            columns.Add(ForeignParquet.IsNumber(type)
                ? (name, BarColumns.NumberNames[number], true)
                : throw new MarketDataException($"{path} holds {type} in column {name}, where numbers are needed; write it as numbers."));
        }

        var table = file.Read(MarketDataSchemas.RawBars, columns);
        var symbols = heading.Symbol >= 0 ? table.Text(BarColumns.Symbol) : new TextColumn(BarColumns.Symbol, new int[table.RowCount], [rules.Symbol!]);
        var numbers = BarColumns.NumberNames.Take(wanted).Select(table.Float64).ToList();
        if (numbers.Count < BarColumns.NumberCount)
        {
            numbers.Add([.. Enumerable.Repeat(double.NaN, table.RowCount)]);
        }

        return Sorted(Dates(path, table.Text(BarColumns.Date), rules, exchangeZone), symbols, [.. numbers]);
    }

    private static int[] Dates(string path, TextColumn texts, ImportRules rules, string exchangeZone)
    {
        var days = new int[texts.Dictionary.Length];
        var date = new DateReader(DateForm.Iso, rules.Form.Zone, exchangeZone);
        var instant = new DateReader(DateForm.Iso with { HasTime = true }, rules.Form.Zone, exchangeZone);
        for (var code = 0; code < days.Length; code++)
        {
            var text = Encoding.UTF8.GetBytes(texts.Dictionary[code]);
            if (!date.TryParse(text, out days[code]) && !instant.TryParse(text, out days[code]))
            {
                throw new MarketDataException(instant.MetNaiveTime || instant.MetFarYear
                    ? $"{path} {instant.Fault(ShownText.Shorten(texts.Dictionary[code]), BarColumns.Date)}."
                    : $"{path} has '{ShownText.Shorten(texts.Dictionary[code])}' for a date; write dates as the type date.");
            }
        }

        return texts.Codes.Contains(-1)
            ? throw new MarketDataException($"{path} has a row without a date; correct or remove it.")
            : [.. texts.Codes.Select(code => days[code])];
    }

    private static Table Sorted(int[] date, TextColumn symbols, double[][] numbers)
    {
        var codes = (int[])symbols.Codes.Clone();
        var ordered = BarOrder.OrderSymbols(codes, symbols.Dictionary);
        var order = BarOrder.Sort(date, codes, ordered.Length);
        return BarColumns.RawTable(
            BarOrder.Take(date, order),
            BarOrder.Take(codes, order),
            ordered,
            [.. numbers.Select(values => BarOrder.Take(values, order))],
            [.. order.Select(row => row + 1L)]);
    }
}
