using System.Globalization;
using System.Text;
using Assay.Artifacts.Tables;

namespace Assay.MarketData.Import;

/// <summary>
/// Reads a long table of daily bars (a row per date and symbol) from CSV or CSV.gz. What makes the file as a whole untrustworthy stops
/// here (columns missing, text in a number, a line of another width, damage); what is wrong with a single bar (missing cell, high below
/// low, a repeated date) is left in for the quality gate to judge.
/// </summary>
public sealed class BarImport
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly CsvSource source;
    private readonly byte[][] missingTexts;
    private readonly int maximumRows;
    private readonly TextForm form;
    private readonly DateReader dates;
    private readonly byte[]? onlySymbol;
    private readonly bool hasVolume;
    private readonly CsvFields fields;
    private readonly BarBuffer buffer = new();
    private BarHeading heading = null!;

    private BarImport(CsvSource source, ImportOptions options, TextForm form, DateReader dates, string? onlySymbol, bool hasVolume)
    {
        this.source = source;
        this.form = form;
        this.dates = dates;
        this.hasVolume = hasVolume;
        this.onlySymbol = onlySymbol is null ? null : Encoding.UTF8.GetBytes(onlySymbol);
        fields = new CsvFields(form.Separator);
        missingTexts = [.. options.MissingTexts.Select(Encoding.UTF8.GetBytes)];
        maximumRows = options.MaximumRows;
    }

    /// <summary>
    /// Reads a file whose heading names date, open, high, low, close, volume and symbol (or Name), in any order and case; further
    /// columns are passed over. Dates are yyyy-MM-dd, numbers have a decimal point, the separator is a comma. Empty lines are passed over.
    /// </summary>
    /// <returns>
    /// Schema <c>assay.bars.raw/1</c>, sorted by date, symbol and line. A missing number is NaN and a missing symbol is a missing text.
    /// </returns>
    /// <exception cref="MarketDataException">The file cannot be used; the message says why, where, and what to do.</exception>
    public static Table Read(string path, ImportOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var source = new CsvSource(path);
        return new BarImport(source, options, TextForm.Plain, new DateReader(DateForm.Iso, null, null), null, hasVolume: true).Read();
    }

    /// <summary>The same for a file of another form.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Missing texts and limits.</param>
    /// <param name="form">How the table stands in it.</param>
    /// <param name="dates">Reads its dates.</param>
    /// <param name="onlySymbol">The symbol of all bars, where the file has no column of it; else null.</param>
    /// <param name="hasVolume">False where its bars have none.</param>
    /// <param name="found">What its heading names.</param>
    internal static Table Read(string path, ImportOptions options, TextForm form, DateReader dates, string? onlySymbol, bool hasVolume, out BarHeading found)
    {
        using var source = new CsvSource(path, form.Encoding);
        var import = new BarImport(source, options, form, dates, onlySymbol, hasVolume);
        var table = import.Read();
        found = import.heading;
        return table;
    }

    private Table Read()
    {
        ReadHeading();
        while (source.TryReadLine(out var line))
        {
            if (line.Length > 0)
            {
                ReadRow(line);
            }
        }

        return buffer.Count > 0
            ? buffer.ToTable()
            : throw new MarketDataException($"{source.Path} has a heading but no rows; give a file with bars.");
    }

    private void ReadHeading()
    {
        Span<byte> line;
        do
        {
            if (!source.TryReadLine(out line))
            {
                throw new MarketDataException($"{source.Path} is empty; give a CSV file with a heading and bars.");
            }
        }
        while (line.Trim((byte)' ').Length == 0);

        fields.Split(line, source);
        heading = BarHeading.Of(source.Path, fields.Texts(line), needsSymbol: onlySymbol is null, hasVolume);
    }

    private void ReadRow(Span<byte> line)
    {
        fields.Split(line, source);
        if (fields.Count != heading.Width)
        {
            throw source.Fault(string.Create(Culture, $"has {fields.Count} fields, but the heading has {heading.Width}; correct or remove the line"));
        }

        if (buffer.Count == maximumRows)
        {
            throw source.Fault(string.Create(Culture, $"exceeds the {maximumRows} rows allowed; raise import.maximum_rows if the file is right"));
        }

        var dateText = fields.Field(line, heading.Date);
        if (!dates.TryParse(dateText, out var dayNumber))
        {
            throw source.Fault(dates.Fault(Shown(dateText), BarColumns.Date));
        }

        var symbol = onlySymbol ?? fields.Field(line, heading.Symbol);
        var code = buffer.CodeOf(symbol);
        if (code < -1)
        {
            throw source.Fault($"has '{Shown(symbol)}' in the symbol's column, which is too long for a symbol; correct the line");
        }

        var row = buffer.Add(dayNumber, code, source.LineNumber);
        for (var column = 0; column < BarColumns.NumberCount; column++)
        {
            if (heading.Numbers[column] < 0)
            {
                buffer.Set(column, row, double.NaN);
                continue;
            }

            var text = fields.Field(line, heading.Numbers[column]);
            if (!NumberText.TryParse(text, form.DecimalMark, out var value))
            {
                if (!IsMissing(text))
                {
                    throw source.Fault(
                        $"has '{Shown(text)}' in column {BarColumns.NumberNames[column]}, which is not a number; correct the line");
                }

                value = double.NaN;
            }

            buffer.Set(column, row, value);
        }
    }

    private bool IsMissing(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0)
        {
            return true;
        }

        foreach (var missing in missingTexts)
        {
            if (text.SequenceEqual(missing))
            {
                return true;
            }
        }

        return false;
    }

    private static string Shown(ReadOnlySpan<byte> text) => ShownText.Shorten(Encoding.UTF8.GetString(text));
}
