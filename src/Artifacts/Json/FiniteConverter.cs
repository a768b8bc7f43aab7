using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Artifacts.Json;

/// <summary>Doubles and singles that are finite; others are refused, or marked so that their place can be named.</summary>
internal sealed class FiniteConverter<T> : JsonConverter<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>Stands for a number that is not finite while its place is looked for; no artifact holds it.</summary>
    internal const string Mark = "\u0000not finite\u0000";

    private readonly bool marking;

    /// <param name="marking">Write <see cref="Mark"/> for a number that is not finite, instead of refusing it.</param>
    internal FiniteConverter(bool marking) => this.marking = marking;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException($"A number is needed, but there is a {reader.TokenType}.");
        }

        // A single is parsed as one: going through a double could round twice.
        var value = typeof(T) == typeof(float) ? T.CreateChecked(reader.GetSingle()) : T.CreateChecked(reader.GetDouble());
        return T.IsFinite(value) ? value : throw new JsonException("The number is beyond the range of its type.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (!T.IsFinite(value))
        {
            if (!marking)
            {
                throw new JsonException($"{value.ToString("R", CultureInfo.InvariantCulture)} is not a number that JSON holds; use null for an undefined value.");
            }

            writer.WriteStringValue(Mark);
            return;
        }

        // An exponent tells the canonical writer that the number is a double, so that its digits beyond 2^53 are meant as they are.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text.Contains('E', StringComparison.Ordinal) ? text : text + "e0", skipInputValidation: true);
    }
}
