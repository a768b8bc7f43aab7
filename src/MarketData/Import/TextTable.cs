using System.Globalization;
using Assay.Domain;

namespace Assay.MarketData.Import;

/// <summary>A table in a text file, read row by row: cells by column, as text, number or date.</summary>
internal sealed class TextTable : IDisposable
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly CsvSource source;
    private readonly CsvFields fields;
    private readonly TextForm form;
    private readonly DateReader dates;
    private readonly ImportOptions options;
    private byte[] row = [];

    /// <summary>Opens the file and reads its heading.</summary>
    public TextTable(string path, TextForm form, DateReader dates, ImportOptions options)
    {
        this.form = form;
        this.dates = dates;
        this.options = options;
        source = new CsvSource(path, form.Encoding);
        fields = new CsvFields(form.Separator);
        try
        {
            Names = TryReadRow() ? [.. Enumerable.Range(0, fields.Count).Select(Text)] : throw new MarketDataException($"{path} is empty; give a file with a heading and rows.");
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The heading.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Rows read so far.</summary>
    public int Count { get; private set; }

    public long Line => source.LineNumber;

    /// <summary>The place of the first of these names that the heading has, in any case; −1 where it has none.</summary>
    public int Find(params ReadOnlySpan<string> accepted)
    {
        foreach (var name in accepted)
        {
            for (var column = 0; column < Names.Count; column++)
            {
                if (string.Equals(Names[column], name, StringComparison.OrdinalIgnoreCase))
                {
                    return column;
                }
            }
        }

        return -1;
    }

    /// <exception cref="MarketDataException">There is none.</exception>
    public int Require(params ReadOnlySpan<string> accepted)
    {
        var found = Find(accepted);
        return found >= 0 ? found : throw new MarketDataException(
            $"{source.Path} has no column {string.Join(" or ", accepted.ToArray())} in its heading, which reads: {ShownText.Heading(Names)}; add or rename the column.");
    }

    public bool Next()
    {
        if (!TryReadRow())
        {
            return Count > 0 ? false : throw new MarketDataException($"{source.Path} has a heading but no rows; give a file with rows.");
        }

        if (fields.Count != Names.Count)
        {
            throw Fault(string.Create(Culture, $"has {fields.Count} fields, but the heading has {Names.Count}; correct or remove the line"));
        }

        return Count++ < options.MaximumRows ? true : throw Fault(string.Create(
            Culture, $"exceeds the {options.MaximumRows} rows allowed; raise import.maximum_rows if the file is right"));
    }

    public string Text(int column) => fields.Text(row, column);

    /// <summary>Null where the cell is empty or holds a text for missing.</summary>
    public string? TextOrNull(int column) => Text(column) is { Length: > 0 } text && !options.MissingTexts.Contains(text, StringComparer.Ordinal) ? text : null;

    /// <summary>NaN where the cell is missing.</summary>
    public double Number(int column)
    {
        if (NumberText.TryParse(fields.Field(row, column), form.DecimalMark, out var number))
        {
            return number;
        }

        return TextOrNull(column) is not { } text ? double.NaN
            : throw Fault($"has '{ShownText.Shorten(text)}' in column {Names[column]}, which is not a number; correct the line");
    }

    public bool IsNumber(int column) => NumberText.TryParse(fields.Field(row, column), form.DecimalMark, out _);

    public TradingDate Date(int column) => dates.TryParse(fields.Field(row, column), out var day) ? new TradingDate(day) : throw Fault(dates.Fault(ShownText.Shorten(Text(column)), Names[column]));

    /// <summary>An instant: a date of the file's form with a time and its offset from UTC.</summary>
    public DateTimeOffset Instant(int column) => dates.TryInstant(fields.Field(row, column), out var instant) ? instant : throw Fault(dates.MetNaiveTime || dates.MetFarYear
        ? dates.Fault(ShownText.Shorten(Text(column)), Names[column])
        : $"has '{ShownText.Shorten(Text(column))}' in column {Names[column]}, which is no date with a time and an offset from UTC; correct the line");

    /// <summary>A symbol: without the sign that some lists put before it, share classes spelled one way.</summary>
    public string Symbol(int column)
    {
        var symbol = Universe.SymbolSpelling.Normalise(Text(column).TrimStart('$'));
        return symbol.Length is > 0 and <= 64 ? symbol : throw Fault("names no symbol; correct or remove the line");
    }

    public MarketDataException Fault(string what) => source.Fault(what);

    public void Dispose() => source.Dispose();

    private bool TryReadRow()
    {
        while (source.TryReadLine(out var line))
        {
            if (line.Trim((byte)' ').Length > 0)
            {
                if (row.Length < line.Length)
                {
                    row = new byte[Math.Max(line.Length, 2 * row.Length)];
                }

                line.CopyTo(row);
                fields.Split(row.AsSpan(0, line.Length), source);
                return true;
            }
        }

        return false;
    }
}
