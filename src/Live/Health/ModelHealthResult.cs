namespace Assay.Live.Health;

/// <param name="Status">The verdict.</param>
/// <param name="Sessions">Sessions judged.</param>
/// <param name="MeanInformationCoefficient">Of these sessions; null without any.</param>
/// <param name="BelowFraction">Share of them below the threshold; null without any.</param>
public sealed record ModelHealthResult(ModelHealthStatus Status, int Sessions, double? MeanInformationCoefficient, double? BelowFraction);

/// <summary>What the realised information coefficients say of a model.</summary>
public enum ModelHealthStatus
{
    /// <summary>Fewer sessions with a known outcome than the configuration asks for: nothing is judged.</summary>
    TooLittleHistory,

    /// <summary>The threshold is met.</summary>
    Healthy,

    /// <summary>The mean and at least half of the sessions are below the threshold; people should look at the model.</summary>
    Degraded,
}
