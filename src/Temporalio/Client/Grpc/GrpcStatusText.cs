using System.Buffers;
using System.Globalization;
using System.Text;

namespace Temporalio.Client.Grpc;

/// <summary>The texts of a status as headers carry them: percent-encoded messages and base64 details.</summary>
internal static class GrpcStatusText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        Enumerable.Range(0x20, 0x7E - 0x20 + 1).Where(b => b != '%').Select(b => (byte)b).ToArray());

    /// <summary>Everything but printable ASCII, and the percent sign itself, becomes %XX of its UTF-8 bytes.</summary>
    public static string Encode(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        if (!bytes.AsSpan().ContainsAnyExcept(Plain))
        {
            return message;
        }

        var text = new StringBuilder(bytes.Length + 16);
        foreach (var value in bytes)
        {
            if (Plain.Contains(value))
            {
                text.Append((char)value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return text.ToString();
    }

    /// <summary>Undoes <see cref="Encode"/>. What is not a valid escape stays as it is: a message is never refused.</summary>
    public static string Decode(string header)
    {
        if (!header.Contains('%', StringComparison.Ordinal))
        {
            return header;
        }

        var bytes = new List<byte>(header.Length);
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] == '%' && i + 2 < header.Length && byte.TryParse(header.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(header, i, 1));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Binary headers travel as base64 without padding.</summary>
    public static string EncodeBinary(ReadOnlySpan<byte> value) => Convert.ToBase64String(value).TrimEnd('=');

    /// <summary>Base64 with or without padding; null for anything else, as a status without its details is still a status.</summary>
    public static byte[]? DecodeBinary(string header)
    {
        var padded = header.PadRight((header.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }
}
