namespace Temporalio.Converters;

/// <summary>How values and failures travel.</summary>
public record DataConverter(IPayloadConverter PayloadConverter, IFailureConverter FailureConverter)
{
    /// <summary>JSON by System.Text.Json, <c>binary/null</c> for null, <c>binary/plain</c> for byte arrays.</summary>
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());
}
