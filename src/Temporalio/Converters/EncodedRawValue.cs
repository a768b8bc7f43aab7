using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload as the service holds it, which becomes a value when asked for.</summary>
public class EncodedRawValue(DataConverter dataConverter, Payload payload) : IEncodedRawValue
{
    public Payload Payload { get; } = payload;

    public async Task<T> ToValueAsync<T>() => (T)(await ToValueAsync(typeof(T)))!;

    public async Task<object?> ToValueAsync(Type type)
    {
        var decoded = dataConverter.PayloadCodec is { } codec ? (await codec.DecodeAsync([Payload])).Single() : Payload;
        return dataConverter.PayloadConverter.ToValue(decoded, type);
    }
}
