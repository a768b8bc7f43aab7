using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Byte arrays as they are, as <c>binary/plain</c>.</summary>
public class BinaryPlainConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/plain");

    public string Encoding => "binary/plain";

    public bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload)
    {
        payload = value is byte[] bytes
            ? new Payload { Metadata = { ["encoding"] = EncodingBytes }, Data = ByteString.CopyFrom(bytes) }
            : null;
        return payload is not null;
    }

    /// <exception cref="ArgumentException">The type is not a byte array.</exception>
    public object? ToValue(Payload payload, Type type) => type.IsAssignableFrom(typeof(byte[]))
        ? payload.Data.ToByteArray()
        : throw new ArgumentException($"A binary payload becomes a byte array, not {type}", nameof(type));
}
