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
    private const int LongestShownText = 40;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly CsvSource source;
    private readonly byte[][] missingTexts;
    private readonly int maximumRows;
    private readonly CsvFields fields = new();
    private readonly BarBuffer buffer = new();
    private readonly int[] numberFields = new int[BarColumns.NumberCount];
    private int dateField;
    private int symbolField;
    private int width;

    private BarImport(CsvSource source, ImportOptions options)
    {
        this.source = source;
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
        return new BarImport(source, options).Read();
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
        width = fields.Count;
        var names = fields.Texts(line);
        dateField = Locate(names, BarColumns.Date);
        symbolField = Locate(names, BarColumns.Symbol, "Name");
        for (var i = 0; i < numberFields.Length; i++)
        {
            numberFields[i] = Locate(names, BarColumns.NumberNames[i]);
        }
    }

    private int Locate(string[] names, params ReadOnlySpan<string> accepted)
    {
        var found = -1;
        for (var i = 0; i < names.Length; i++)
        {
            foreach (var name in accepted)
            {
                if (!string.Equals(names[i], name, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (found >= 0)
                {
                    throw new MarketDataException(
                        $"{source.Path} has two columns for {accepted[0]} ({names[found]}, {names[i]}); leave one.");
                }

                found = i;
            }
        }

        var wanted = string.Join(" or ", accepted.ToArray());
        return found >= 0 ? found : throw new MarketDataException(
            $"{source.Path} has no column {wanted} in its heading, which reads: {Shorten(string.Join(", ", names), 4 * LongestShownText)}; "
            + "add or rename the column.");
    }

    private void ReadRow(Span<byte> line)
    {
        fields.Split(line, source);
        if (fields.Count != width)
        {
            throw source.Fault(string.Create(Culture, $"has {fields.Count} fields, but the heading has {width}; correct or remove the line"));
        }

        if (buffer.Count == maximumRows)
        {
            throw source.Fault(string.Create(Culture, $"exceeds the {maximumRows} rows allowed; raise import.maximum_rows if the file is right"));
        }

        var dateText = fields.Field(line, dateField);
        if (!DateText.TryParse(dateText, out var dayNumber))
        {
            throw source.Fault($"has '{Shown(dateText)}' in column date, which is not a date of the form yyyy-MM-dd; correct the line");
        }

        var code = buffer.CodeOf(fields.Field(line, symbolField));
        if (code < -1)
        {
            throw source.Fault($"has '{Shown(fields.Field(line, symbolField))}' in the symbol's column, which is too long for a symbol; correct the line");
        }

        var row = buffer.Add(dayNumber, code, source.LineNumber);
        for (var column = 0; column < numberFields.Length; column++)
        {
            var text = fields.Field(line, numberFields[column]);
            if (!NumberText.TryParse(text, out var value))
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

    private static string Shown(ReadOnlySpan<byte> text) => Shorten(Encoding.UTF8.GetString(text), LongestShownText);

    private static string Shorten(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…");
}
