using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.MarketSources.Settings;

/// <summary>A vendor's key. It has no text of its own: only the connection reads it, and everything that a vendor says passes <see cref="Blot(string)"/>.</summary>
public sealed partial class SourceKey
{
    /// <summary>What stands where a key stood.</summary>
    public const string Blotted = "***";

    // A shorter text would be blotted out of the middle of words and numbers.
    private const int ShortestBlotted = 6;
    private const int Longest = 512;
    private readonly string[] spellings;

    private SourceKey(string text)
    {
        Secret = text;
        spellings = text.Length < ShortestBlotted
            ? []
            : [.. Spellings(text).Distinct(StringComparer.Ordinal)];
    }

    internal string Secret { get; }

    /// <summary>Null where the text cannot be a key: empty, too long, or with blanks or control characters inside.</summary>
    public static SourceKey? TryParse(string? text)
    {
        var key = text?.Trim() ?? string.Empty;
        return key.Length is >= ShortestBlotted and <= Longest && key.All(character => character is > ' ' and < '\u007f') ? new SourceKey(key) : null;
    }

    /// <summary>The text without the key.</summary>
    public string Blot(string text)
    {
        foreach (var spelling in spellings)
        {
            text = text.Replace(spelling, Blotted, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>The bytes without the key; the same array where it is not in them.</summary>
    public byte[] Blot(byte[] bytes)
    {
        foreach (var spelling in spellings)
        {
            var sought = Encoding.UTF8.GetBytes(spelling);
            if (bytes.AsSpan().IndexOf(sought) >= 0)
            {
                bytes = Without(bytes, sought);
            }
        }

        return bytes;
    }

    public override string ToString() => Blotted;

    /// <summary>As it is, in an address (vendors write the digits of escapes as they like), in JSON, in HTML, and in a header of old.</summary>
    private static IEnumerable<string> Spellings(string text)
    {
        var escaped = Uri.EscapeDataString(text);
        return [text, escaped, LowerEscapes().Replace(escaped, escape => escape.Value.ToLowerInvariant()), JsonEncodedText.Encode(text).ToString(), WebUtility.HtmlEncode(text), Convert.ToBase64String(Encoding.UTF8.GetBytes(text))];
    }

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex LowerEscapes();

    private static byte[] Without(byte[] bytes, byte[] sought)
    {
        using var kept = new MemoryStream(bytes.Length);
        var rest = bytes.AsSpan();
        for (var place = rest.IndexOf(sought); place >= 0; place = rest.IndexOf(sought))
        {
            kept.Write(rest[..place]);
            kept.Write("***"u8);
            rest = rest[(place + sought.Length)..];
        }

        kept.Write(rest);
        return kept.ToArray();
    }
}
