using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload as the service holds it, which becomes a value when asked for.</summary>
public interface IEncodedRawValue
{
    /// <summary>Still encoded where there is a codec.</summary>
    Payload Payload { get; }

    Task<T> ToValueAsync<T>();

    Task<object?> ToValueAsync(Type type);
}
