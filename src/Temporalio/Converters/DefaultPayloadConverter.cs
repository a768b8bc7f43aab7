using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Asks its encodings in turn; the first one that takes a value wins.</summary>
public class DefaultPayloadConverter : IPayloadConverter
{
    private readonly Dictionary<ByteString, IEncodingConverter> byEncoding;

    public DefaultPayloadConverter()
        : this(new JsonSerializerOptions())
    {
    }

    public DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this([new BinaryNullConverter(), new BinaryPlainConverter(), new JsonPlainConverter(jsonSerializerOptions)])
    {
    }

    public DefaultPayloadConverter(IReadOnlyCollection<IEncodingConverter> encodingConverters)
    {
        EncodingConverters = encodingConverters;
        byEncoding = encodingConverters.ToDictionary(converter => ByteString.CopyFromUtf8(converter.Encoding));
    }

    public IReadOnlyCollection<IEncodingConverter> EncodingConverters { get; }

    /// <summary>A <see cref="IRawValue"/> passes unchanged.</summary>
    public Payload ToPayload(object? value)
    {
        if (value is IRawValue raw)
        {
            return raw.Payload;
        }

        foreach (var converter in EncodingConverters)
        {
            if (converter.TryToPayload(value, out var payload))
            {
                return payload;
            }
        }

        throw new ArgumentException($"No encoding takes a value of type {value?.GetType()}", nameof(value));
    }

    public object? ToValue(Payload payload, Type type)
    {
        if (type == typeof(IRawValue) || type == typeof(RawValue))
        {
            return new RawValue(payload);
        }

        return payload.Metadata.TryGetValue("encoding", out var encoding) && byEncoding.TryGetValue(encoding, out var converter)
            ? converter.ToValue(payload, type)
            : throw new ArgumentException($"Payload has the unknown encoding '{encoding?.ToStringUtf8()}'", nameof(payload));
    }
}
