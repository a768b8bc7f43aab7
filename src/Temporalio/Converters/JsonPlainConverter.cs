using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Every other value, as <c>json/plain</c>.</summary>
public class JsonPlainConverter(JsonSerializerOptions options) : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("json/plain");

    public string Encoding => "json/plain";

    /// <summary>What shapes the JSON.</summary>
    public JsonSerializerOptions Options { get; } = options;

    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, value?.GetType() ?? typeof(object), Options);
        payload = new Payload { Metadata = { ["encoding"] = EncodingBytes }, Data = UnsafeByteOperations.UnsafeWrap(json) };
        return true;
    }

    public object? ToValue(Payload payload, Type type) =>
        type == typeof(ValueTuple) ? default(ValueTuple) : JsonSerializer.Deserialize(payload.Data.Span, type, Options);
}
