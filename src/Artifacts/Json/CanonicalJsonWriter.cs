using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Assay.Artifacts.Json;

/// <summary>Writes one JSON value by the rules of RFC 8785: no blanks, keys sorted by UTF-16 code units, shortest numbers, few escapes.</summary>
internal sealed class CanonicalJsonWriter
{
    private const long LargestExactInteger = 1L << 53;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly bool exactNumbers;

    /// <param name="exactNumbers">Refuse numbers that a double would change, instead of rounding them.</param>
    internal CanonicalJsonWriter(bool exactNumbers) => this.exactNumbers = exactNumbers;

    internal byte[] ToArray() => buffer.WrittenSpan.ToArray();

    internal void Write(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, path);
                break;
            case JsonValueKind.Array:
                WriteArray(element, path);
                break;
            case JsonValueKind.String:
                WriteText(Text(element, path), path);
                break;
            case JsonValueKind.Number:
                WriteNumber(element, path);
                break;
            case JsonValueKind.True:
                Raw("true");
                break;
            case JsonValueKind.False:
                Raw("false");
                break;
            default:
                Raw("null");
                break;
        }
    }

    private static string Text(JsonElement element, string path)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException cause)
        {
            throw HalfCharacter(path, cause);
        }
    }

    private static ArgumentException HalfCharacter(string path, Exception cause) =>
        new($"The text at {path} holds half of a surrogate pair, which is not a character.", cause);

    private void WriteObject(JsonElement element, string path)
    {
        JsonProperty[] properties;
        try
        {
            properties = [.. element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)];
        }
        catch (InvalidOperationException cause)
        {
            throw HalfCharacter(path, cause);
        }

        Raw("{");
        for (var i = 0; i < properties.Length; i++)
        {
            Raw(i == 0 ? string.Empty : ",");
            WriteText(properties[i].Name, path);
            Raw(":");
            Write(properties[i].Value, $"{path}.{properties[i].Name}");
        }

        Raw("}");
    }

    private void WriteArray(JsonElement element, string path)
    {
        Raw("[");
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            Raw(index == 0 ? string.Empty : ",");
            Write(item, $"{path}[{index}]");
            index++;
        }

        Raw("]");
    }

    private void WriteNumber(JsonElement element, string path)
    {
        var source = element.GetRawText();
        if (!double.TryParse(source, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw new ArgumentException($"The number {source} at {path} is beyond the range of a double; write it as text.");
        }

        var text = EcmaNumber.Format(value);

        // Only integers and decimals come without an exponent and with more digits than a double keeps.
        if (exactNumbers && (value > LargestExactInteger || value < -LargestExactInteger || source.Length > 15)
            && decimal.TryParse(source, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact)
            && (Math.Abs(value) > LargestExactInteger
                || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var kept) || kept != exact))
        {
            throw new ArgumentException($"The number {source} at {path} needs more precision than a double has (integers to 2^53); write it as text.");
        }

        Raw(text);
    }

    private void WriteText(string text, string path)
    {
        Raw("\"");
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var escape = text[i] switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                < ' ' => $"\\u{(int)text[i]:x4}",
                _ => null,
            };
            if (escape is not null)
            {
                Encode(text.AsSpan(start, i - start), path);
                Raw(escape);
                start = i + 1;
            }
        }

        Encode(text.AsSpan(start), path);
        Raw("\"");
    }

    private void Encode(ReadOnlySpan<char> text, string path)
    {
        try
        {
            _ = Strict.GetBytes(text, buffer);
        }
        catch (EncoderFallbackException cause)
        {
            throw HalfCharacter(path, cause);
        }
    }

    private void Raw(string ascii) => _ = Strict.GetBytes(ascii, buffer);
}
