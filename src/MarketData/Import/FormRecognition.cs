using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Assay.MarketData.Import;

/// <summary>
/// Finds out how a table stands in a text file: encoding, separator, decimal mark, form of the dates. What the file itself does not settle is not
/// guessed: the person is asked to declare it.
/// </summary>
internal sealed class FormRecognition
{
    private const int HeadBytes = 1 << 16;
    private const int SampleLines = 500;
    private const int ProbeLines = 20;
    private const int MostDay = 31;
    private const int MostMonth = 12;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private readonly string path;
    private readonly DeclaredForm declared;
    private readonly TextEncoding encoding;
    private readonly List<byte[]> sample = [];

    private FormRecognition(string path, DeclaredForm declared, TextEncoding encoding)
    {
        this.path = path;
        this.declared = declared;
        this.encoding = encoding;
    }

    /// <param name="path">The file.</param>
    /// <param name="declared">What a person says of it.</param>
    /// <param name="dateColumn">Finds the column of the date by the names of the heading; −1 where there is none.</param>
    /// <exception cref="MarketDataException">The file cannot be read, or does not settle its form.</exception>
    public static TextForm Of(string path, DeclaredForm declared, Func<string[], int> dateColumn)
    {
        using (new CsvSource(path, TextEncoding.Utf16LittleEndian))
        {
            // A file that is not there, a folder, a wrong .gz: said before anything is looked into.
        }

        return new FormRecognition(path, declared, declared.Encoding ?? EncodingOf(Head(path))).Recognise(dateColumn);
    }

    private static byte[] Head(string path)
    {
        using var file = File.OpenRead(path);
        var isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        using Stream content = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        var head = new byte[HeadBytes];
        try
        {
            return head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static TextEncoding EncodingOf(byte[] head)
    {
        switch (head)
        {
            case [0xef, 0xbb, 0xbf, ..]:
                return TextEncoding.Utf8Marked;
            case [0xff, 0xfe, ..]:
                return TextEncoding.Utf16LittleEndian;
            case [0xfe, 0xff, ..]:
                return TextEncoding.Utf16BigEndian;
            default:
                break;
        }

        // A heading is of Latin letters, whose one byte of two is zero in UTF-16.
        var zeros = new int[2];
        for (var i = 0; i < head.Length; i++)
        {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }

        if (zeros[0] + zeros[1] > head.Length / 4)
        {
            return zeros[1] > zeros[0] ? TextEncoding.Utf16LittleEndian : TextEncoding.Utf16BigEndian;
        }

        var whole = head.AsSpan(0, head.Length < HeadBytes ? head.Length : Math.Max(0, head.AsSpan().LastIndexOf((byte)'\n')));
        return Utf8.IsValid(whole) ? TextEncoding.Utf8 : TextEncoding.Windows1252;
    }

    private TextForm Recognise(Func<string[], int> dateColumn)
    {
        using var source = new CsvSource(path, encoding);
        while (sample.Count < SampleLines && source.TryReadLine(out var line))
        {
            if (line.Trim((byte)' ').Length > 0)
            {
                sample.Add(line.ToArray());
            }
        }

        if (sample.Count == 0)
        {
            throw new MarketDataException($"{path} is empty; give a file with a heading and rows.");
        }

        if (sample[0].Contains((byte)'\r'))
        {
            throw new MarketDataException($"{path} ends its lines with a carriage return alone; save it with line feeds.");
        }

        var separator = declared.Separator ?? SeparatorOf(source);
        var fields = new CsvFields(separator);
        var rows = sample.ConvertAll(line => Split(fields, line, source));
        var date = dateColumn(rows[0]);
        var dates = date < 0 ? DateForm.Iso : DatesOf(rows, date, fields, source);
        return new TextForm(encoding, separator, declared.DecimalMark ?? DecimalMarkOf(rows, date), dates);
    }

    private static string[] Split(CsvFields fields, ReadOnlySpan<byte> line, CsvSource source)
    {
        var copy = line.ToArray();
        fields.Split(copy, source);
        return fields.Texts(copy);
    }

    /// <summary>The one separator that cuts the heading and the first rows into the same number of fields.</summary>
    private char SeparatorOf(CsvSource source)
    {
        var fitting = new List<char>();
        foreach (var separator in Separators)
        {
            try
            {
                var fields = new CsvFields(separator);
                var widths = sample.Take(ProbeLines).Select(line => Split(fields, line, source).Length).Distinct().ToList();
                if (widths is [> 1])
                {
                    fitting.Add(separator);
                }
            }
            catch (MarketDataException)
            {
                // Quotes that close in the middle of a field: not this separator.
            }
        }

        if (fitting.Count == 1)
        {
            return fitting[0];
        }

        if (fitting.Count > 1)
        {
            var names = string.Join(" and ", fitting.Select(separator => (TextForm.Plain with { Separator = separator }).SeparatorName));
            throw new MarketDataException($"{path} can be cut at its {names}, and nothing in it tells which is meant; say so with --separator.");
        }

        // Lines of differing width: the heading alone decides, and the line that differs will be named when it is read.
        var heading = Encoding.UTF8.GetString(sample[0]);
        var counts = Separators.Where(heading.Contains).ToList();
        return counts.Count == 1
            ? counts[0]
            : throw new MarketDataException($"{path} has no separator (comma, semicolon, tab or pipe) that cuts its lines alike; say which with --separator, or give a table.");
    }

    private DateForm DatesOf(List<string[]> rows, int column, CsvFields fields, CsvSource source)
    {
        var texts = rows.Skip(1).Where(row => row.Length > column && row[column].Length > 0).Select(row => row[column]).ToList();
        if (texts.Count == 0)
        {
            return DateForm.Iso;
        }

        var (separator, hasTime) = ShapeOf(texts[0], rows[0][column]);
        var dates = texts.ConvertAll(text => DatePart(text, hasTime));
        if (separator != '\0' && dates[0].IndexOf(separator, StringComparison.Ordinal) == 4)
        {
            return new DateForm(DateOrder.YearMonthDay, separator, hasTime);
        }

        if (declared.DateOrder is { } order)
        {
            return new DateForm(order, separator, hasTime);
        }

        if (separator == '\0')
        {
            return new DateForm(DateOrder.YearMonthDay, separator, hasTime);
        }

        // Between dots the day is first, everywhere in the world; between slashes or dashes only a part above 12 can tell.
        var (first, second) = Largest(dates, separator);
        if (separator != '.' && first <= MostMonth && second <= MostMonth)
        {
            (first, second) = LargestOfAll(column, separator, hasTime, fields, source, first, second);
        }

        return (first, second) switch
        {
            _ when separator == '.' => new DateForm(DateOrder.DayMonthYear, separator, hasTime),
            ( > MostMonth and <= MostDay, <= MostMonth) => new DateForm(DateOrder.DayMonthYear, separator, hasTime),
            ( <= MostMonth, > MostMonth and <= MostDay) => new DateForm(DateOrder.MonthDayYear, separator, hasTime),
            _ => throw new MarketDataException(
                $"{path} has dates such as '{texts[0]}' of which nothing tells whether the day or the month is first; say so with --dates dmy or --dates mdy."),
        };
    }

    private (char Separator, bool HasTime) ShapeOf(string text, string column)
    {
        var hasTime = text.AsSpan().IndexOfAny('T', ' ') > 0;
        var date = DatePart(text, hasTime);
        if (date.Length == 8 && date.All(char.IsAsciiDigit))
        {
            return ('\0', hasTime);
        }

        var separator = date.FirstOrDefault(letter => !char.IsAsciiDigit(letter));
        return separator is '-' or '/' or '.' && date.Split(separator) is [var a, var b, var c] && (a + b + c).All(char.IsAsciiDigit) && (a.Length == 4 || c.Length == 4)
            ? (separator, hasTime)
            : throw new MarketDataException(
                $"{path} has '{text}' in its column {column}, which is no date that is understood; write dates as yyyy-MM-dd, yyyyMMdd, dd.MM.yyyy, dd/MM/yyyy or MM/dd/yyyy.");
    }

    private static string DatePart(string text, bool hasTime) => hasTime ? text[..Math.Max(0, text.AsSpan().IndexOfAny('T', ' '))] : text;

    private static (int First, int Second) Largest(IEnumerable<string> dates, char separator)
    {
        var (first, second) = (0, 0);
        foreach (var parts in dates.Select(date => date.Split(separator)).Where(parts => parts.Length == 3))
        {
            first = Math.Max(first, Number(parts[0]));
            second = Math.Max(second, Number(parts[1]));
        }

        return (first, second);
    }

    private static (int First, int Second) LargestOfAll(int column, char separator, bool hasTime, CsvFields fields, CsvSource source, int first, int second)
    {
        while (first <= MostMonth && second <= MostMonth && source.TryReadLine(out var line))
        {
            fields.Split(line, source);
            if (fields.Count > column)
            {
                var (a, b) = Largest([DatePart(fields.Text(line, column), hasTime)], separator);
                (first, second) = (Math.Max(first, a), Math.Max(second, b));
            }
        }

        return (first, second);
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    /// <summary>A comma where cells have one and no cell has a point; a point else.</summary>
    private char DecimalMarkOf(List<string[]> rows, int date)
    {
        var cells = rows.Skip(1).SelectMany(row => row.Where((_, column) => column != date)).ToList();
        var withComma = cells.Where(cell => IsNumber(cell, ',')).ToList();
        if (withComma.Count == 0)
        {
            return '.';
        }

        if (cells.FirstOrDefault(cell => IsNumber(cell, '.')) is { } withPoint)
        {
            throw new MarketDataException(
                $"{path} has numbers with a comma ('{withComma[0]}') and others with a point ('{withPoint}'); say which is before the decimals with --decimal, and write no thousands apart.");
        }

        return withComma.Exists(cell => cell.Length - cell.IndexOf(',', StringComparison.Ordinal) != 4)
            ? ','
            : throw new MarketDataException(
                $"{path} has numbers such as '{withComma[0]}' whose comma may be before decimals or between thousands; say so with --decimal comma, or write no thousands apart.");
    }

    private static bool IsNumber(string cell, char mark)
    {
        var at = cell.IndexOf(mark, StringComparison.Ordinal);
        return at > 0 && at < cell.Length - 1 && cell.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && cell.AsSpan(0, at).TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
