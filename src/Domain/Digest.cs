using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Domain;

/// <summary>A SHA-256 digest as 64 lowercase hexadecimal characters: the name of every artifact.</summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest : IComparable<Digest>
{
    private const int HexLength = 64;
    private readonly string? hex;

    private Digest(string hex) => this.hex = hex;

    /// <summary>The 64 lowercase hexadecimal characters.</summary>
    /// <exception cref="InvalidOperationException">The value is the default one and names nothing.</exception>
    public string Hex => hex ?? throw new InvalidOperationException("An unset digest names nothing.");

    public static Digest OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new Digest(Convert.ToHexStringLower(hash));
    }

    /// <summary>Hashes the rest of a stream.</summary>
    public static Digest OfStream(Stream stream)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(stream, hash);
        return new Digest(Convert.ToHexStringLower(hash));
    }

    /// <exception cref="FormatException">The text is not 64 lowercase hexadecimal characters.</exception>
    public static Digest Parse(string text) => TryParse(text, out var digest)
        ? digest
        : throw new FormatException($"'{text}' is not a SHA-256 digest: 64 lowercase hexadecimal characters are needed.");

    public static bool TryParse(string? text, out Digest digest)
    {
        var valid = text is { Length: HexLength } && text.All(char.IsAsciiHexDigitLower);
        digest = valid ? new Digest(text!) : default;
        return valid;
    }

    public int CompareTo(Digest other) => string.CompareOrdinal(hex, other.hex);

    public override string ToString() => hex ?? string.Empty;

    private sealed class DigestJsonConverter : JsonConverter<Digest>
    {
        public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var digest)
                ? digest
                : throw new JsonException("A digest must be 64 lowercase hexadecimal characters.");

        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Hex);
    }
}
