using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Common;

/// <summary>How a search attribute travels: JSON with the attribute's type beside the encoding, never through the user's converter or codec.</summary>
internal static class SearchAttributePayload
{
    private const string TypeKey = "type";

    /// <param name="type">The attribute's type.</param>
    /// <param name="value">Null takes the attribute away.</param>
    public static Payload Write(IndexedValueType type, object? value)
    {
        var payload = DataConverter.Default.PayloadConverter.ToPayload(value);
        payload.Metadata[TypeKey] = ByteString.CopyFromUtf8(type.ToString());
        return payload;
    }

    /// <summary>Type and value; null where there is no value.</summary>
    /// <exception cref="ArgumentException">No type, or one that is not known.</exception>
    public static (IndexedValueType Type, object Value)? Read(string name, Payload payload)
    {
        if (!payload.Metadata.TryGetValue(TypeKey, out var typeName) || ParseType(typeName.ToStringUtf8()) is not { } type)
        {
            throw new ArgumentException($"Search attribute {name} has the unknown type '{typeName?.ToStringUtf8()}'", nameof(payload));
        }

        if (payload.Data.IsEmpty)
        {
            return null;
        }

        using var json = JsonDocument.Parse(payload.Data.Memory);
        return ToValue(json.RootElement, type) is { } value ? (type, value) : null;
    }

    /// <summary>Reads both forms in which servers name a type: Keyword and INDEXED_VALUE_TYPE_KEYWORD.</summary>
    private static IndexedValueType? ParseType(string text)
    {
        var name = text.Replace("INDEXED_VALUE_TYPE_", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);
        return Enum.TryParse<IndexedValueType>(name, ignoreCase: true, out var type) && type != IndexedValueType.Unspecified ? type : null;
    }

    private static object? ToValue(JsonElement json, IndexedValueType type) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Number => type == IndexedValueType.Int ? (object)json.GetInt64() : json.GetDouble(),
        JsonValueKind.String => type == IndexedValueType.Datetime && json.TryGetDateTimeOffset(out var time) ? time
            : type == IndexedValueType.KeywordList ? new[] { json.GetString()! }
            : json.GetString(),
        JsonValueKind.Array when type == IndexedValueType.KeywordList => json.EnumerateArray().Select(item => item.GetString()!).ToArray(),
        JsonValueKind.Array when json.GetArrayLength() == 1 => ToValue(json[0], type),
        _ => throw new ArgumentException($"A search attribute of type {type} cannot be read from {json.GetRawText()}", nameof(json)),
    };
}
