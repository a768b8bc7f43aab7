using System.Globalization;
using System.Text;

namespace Assay.MarketData.Import;

/// <summary>Splits one line at its commas, or at another separator, by RFC 4180: a field may stand in double quotes, a quote inside is doubled. Blanks around a field are cut off.</summary>
internal sealed class CsvFields
{
    private const int MostFields = 8192;
    private readonly byte separator;
    private readonly int[] starts = new int[MostFields];
    private readonly int[] lengths = new int[MostFields];

    public CsvFields(char separator = ',') => this.separator = (byte)separator;

    public int Count { get; private set; }

    /// <summary>Splits a line; quotes are undone in place.</summary>
    /// <exception cref="MarketDataException">A quote is left open, or there are over 8,192 fields.</exception>
    public void Split(Span<byte> line, CsvSource source)
    {
        Count = 0;
        var position = 0;
        while (true)
        {
            if (Count == MostFields)
            {
                throw source.Fault($"has over {MostFields.ToString(CultureInfo.InvariantCulture)} fields; a long table (one row per date and symbol) is needed");
            }

            while (position < line.Length && line[position] == (byte)' ')
            {
                position++;
            }

            var next = position < line.Length && line[position] == (byte)'"' ? AddQuoted(line, position, source) : AddPlain(line, position);
            if (next > line.Length)
            {
                return;
            }

            position = next;
        }
    }

    public ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int index) => line.Slice(starts[index], lengths[index]);

    public string Text(ReadOnlySpan<byte> line, int index) => Encoding.UTF8.GetString(Field(line, index));

    /// <summary>All fields of the line that was split.</summary>
    public string[] Texts(ReadOnlySpan<byte> line)
    {
        var texts = new string[Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text(line, i);
        }

        return texts;
    }

    /// <summary>Adds the field that begins at a position; returns where the next begins, or one past the line's end when this is the last.</summary>
    private int AddPlain(ReadOnlySpan<byte> line, int position)
    {
        var length = line[position..].IndexOf(separator);
        var next = length < 0 ? line.Length + 1 : position + length + 1;
        length = length < 0 ? line.Length - position : length;
        while (length > 0 && line[position + length - 1] == (byte)' ')
        {
            length--;
        }

        starts[Count] = position;
        lengths[Count++] = length;
        return next;
    }

    private int AddQuoted(Span<byte> line, int position, CsvSource source)
    {
        var write = position;
        for (var read = position + 1; read < line.Length; read++)
        {
            if (line[read] != (byte)'"')
            {
                line[write++] = line[read];
                continue;
            }

            if (read + 1 < line.Length && line[read + 1] == (byte)'"')
            {
                line[write++] = line[read++];
                continue;
            }

            var rest = read + 1;
            while (rest < line.Length && line[rest] == (byte)' ')
            {
                rest++;
            }

            if (rest < line.Length && line[rest] != separator)
            {
                throw source.Fault("has text after a closing quote; double the quotes inside a field");
            }

            starts[Count] = position;
            lengths[Count++] = write - position;
            return rest + 1;
        }

        throw source.Fault("has a quote that is not closed; correct the line");
    }
}
