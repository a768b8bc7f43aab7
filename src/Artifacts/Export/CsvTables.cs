using System.Globalization;
using System.Text;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.Artifacts.Export;

/// <summary>
/// Tables as CSV (RFC 4180, UTF-8, lines that end in a line feed): a heading, dates <c>yyyy-MM-dd</c>, instants in UTC to the microsecond, numbers in the
/// shortest form that reads back alike, <c>inf</c> and <c>-inf</c>, <c>true</c> and <c>false</c>. Nothing stands where something is missing; an empty text is
/// <c>""</c>.
/// </summary>
public static class CsvTables
{
    public static void Write(Table table, Stream target)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', table.Columns.Select(column => Quote(column.Name))));
        var cells = table.Columns.Select(CellsOf).ToArray();
        for (var row = 0; row < table.RowCount; row++)
        {
            for (var column = 0; column < cells.Length; column++)
            {
                if (column > 0)
                {
                    writer.Write(',');
                }

                writer.Write(cells[column](row));
            }

            writer.WriteLine();
        }
    }

    private static Func<int, string> CellsOf(Column column)
    {
        switch (column)
        {
            case Float64Column c:
                return row => Number(c.Values[row]);
            case Float32Column c:
                return row => Number(c.Values[row]);
            case Int32Column c:
                return row => c.Values[row].ToString(CultureInfo.InvariantCulture);
            case Int64Column c:
                return row => c.Values[row].ToString(CultureInfo.InvariantCulture);
            case BooleanColumn c:
                return row => c.Values[row] ? "true" : "false";
            case DateColumn c:
                return Remembered(c.Values, day => new TradingDate(day).ToString());
            case InstantColumn c:
                return Remembered(c.Values, instant => InstantColumn.InstantOf(instant).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            case TextColumn c:
                string[] texts = [.. c.Dictionary.Select(Quote)];
                return row => c.Codes[row] < 0 ? string.Empty : texts[c.Codes[row]];
            default:
                throw new ArgumentException($"Column {column.Name}: {column.TypeName} has no place in a CSV file.", nameof(column));
        }
    }

    /// <summary>Days and instants stand in many rows one below the other.</summary>
    private static Func<int, string> Remembered<T>(T[] values, Func<T, string> write)
        where T : struct, IEquatable<T>
    {
        T? last = null;
        var text = string.Empty;
        return row =>
        {
            if (!values[row].Equals(last.GetValueOrDefault()) || last is null)
            {
                last = values[row];
                text = write(values[row]);
            }

            return text;
        };
    }

    private static string Number<T>(T value)
        where T : System.Numerics.IFloatingPointIeee754<T> =>
        T.IsNaN(value) ? string.Empty
        : T.IsInfinity(value) ? T.IsNegative(value) ? "-inf" : "inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string text) => text.Length > 0 && text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
