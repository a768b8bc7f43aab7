namespace Temporalio.Converters;

/// <summary>How values and failures travel.</summary>
/// <param name="PayloadConverter">Values to payloads.</param>
/// <param name="FailureConverter">Exceptions to failures.</param>
/// <param name="PayloadCodec">Last step before the service and first after it; null for none.</param>
public record DataConverter(IPayloadConverter PayloadConverter, IFailureConverter FailureConverter, IPayloadCodec? PayloadCodec = null)
{
    /// <summary>JSON by System.Text.Json, <c>binary/null</c> for null, <c>binary/plain</c> for byte arrays.</summary>
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());
}
