using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Null and the absence of a result, as <c>binary/null</c>.</summary>
public class BinaryNullConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/null");

    public string Encoding => "binary/null";

    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value is null or ValueTuple ? new Payload { Metadata = { ["encoding"] = EncodingBytes } } : null;
        return payload is not null;
    }

    /// <exception cref="ArgumentException">The type is a value type that cannot be null.</exception>
    public object? ToValue(Payload payload, Type type) =>
        type == typeof(ValueTuple) ? default(ValueTuple)
        : !type.IsValueType || Nullable.GetUnderlyingType(type) is not null ? null
        : throw new ArgumentException($"A null payload cannot become {type}", nameof(type));
}
