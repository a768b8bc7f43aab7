using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Artifacts.Json;

/// <summary>
/// Canonical JSON (RFC 8785): one value has exactly one byte sequence, so its digest means something. Property names are snake_case,
/// enums snake_case words, keys of dictionaries as they are. Undefined numbers are null (<c>double?</c>), never NaN.
/// </summary>
public static class CanonicalJson
{
    /// <summary>How values become JSON and come back: strict, unknown keys refused.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions(marking: false);

    /// <exception cref="ArgumentException">
    /// A number is NaN or infinite, or needs more precision than a double has; the message names the path.
    /// </exception>
    public static byte[] Serialize<T>(T value) => Write(ToElement(value), exactNumbers: true);

    /// <summary>Reads what <see cref="Serialize"/> wrote; canonical form is not demanded of the input.</summary>
    /// <exception cref="ArtifactException">The bytes are no JSON of this type; the message names the path.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException("The JSON value is null.");
        }
        catch (JsonException cause)
        {
            throw Unreadable(typeof(T), cause);
        }
    }

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public static T Deserialize<T>(JsonElement element)
    {
        try
        {
            return element.Deserialize<T>(Options) ?? throw new JsonException("The JSON value is null.");
        }
        catch (JsonException cause)
        {
            throw Unreadable(typeof(T), cause);
        }
    }

    /// <summary>Brings any JSON text into canonical form; its numbers are doubles, as RFC 8785 has it.</summary>
    /// <exception cref="ArtifactException">The text is not JSON, has a key twice, or holds a number that no double holds.</exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> utf8)
    {
        var element = Parse(utf8);
        try
        {
            return Write(element, exactNumbers: false);
        }
        catch (ArgumentException cause)
        {
            throw new ArtifactException($"The JSON text has no canonical form: {cause.Message}", cause);
        }
    }

    /// <summary>Parses a JSON text; a key that stands twice is refused.</summary>
    /// <exception cref="ArtifactException">The text is not JSON.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonElement.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException cause)
        {
            throw new ArtifactException($"The text is not JSON: {cause.Message}", cause);
        }
    }

    /// <summary>A value as JSON in memory.</summary>
    /// <exception cref="ArgumentException">A number is NaN or infinite; the message names the path.</exception>
    public static JsonElement ToElement<T>(T value)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, Options);
        }
        catch (JsonException cause)
        {
            throw new ArgumentException($"{typeof(T).Name} cannot be written as canonical JSON: {cause.Message} It stands at {PlaceOfMark(value)}.", nameof(value), cause);
        }
    }

    /// <summary>True when the JSON objects of a type have a property of this name.</summary>
    internal static bool HasProperty(Type type, string name) =>
        Options.GetTypeInfo(type).Properties.Any(p => string.Equals(p.Name, name, StringComparison.Ordinal));

    internal static byte[] Write(JsonElement element, bool exactNumbers)
    {
        var writer = new CanonicalJsonWriter(exactNumbers);
        writer.Write(element, "$");
        return writer.ToArray();
    }

    private static string PlaceOfMark<T>(T value) =>
        Find(JsonSerializer.SerializeToElement(value, MakeOptions(marking: true)), "$") ?? "an unknown place";

    private static string? Find(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => element.ValueEquals(FiniteConverter<double>.Mark) ? path : null,
        JsonValueKind.Object => element.EnumerateObject().Select(p => Find(p.Value, $"{path}.{p.Name}")).FirstOrDefault(p => p is not null),
        JsonValueKind.Array => element.EnumerateArray().Select((item, i) => Find(item, $"{path}[{i}]")).FirstOrDefault(p => p is not null),
        _ => null,
    };

    private static ArtifactException Unreadable(Type type, JsonException cause) =>
        new($"The JSON is not a {type.Name} as this version writes it: {cause.Message}", cause);

    private static JsonSerializerOptions MakeOptions(bool marking)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new FiniteConverter<double>(marking));
        options.Converters.Add(new FiniteConverter<float>(marking));
        options.MakeReadOnly();
        return options;
    }
}
