namespace Assay.Live.Health;

/// <summary>Whether the released model still says something about what follows (LR-13).</summary>
public static class ModelHealth
{
    /// <param name="coefficients">Realised rank information coefficients, oldest first, none of them NaN; the latest are judged.</param>
    /// <param name="options">How many are needed, and the threshold.</param>
    public static ModelHealthResult Judge(ReadOnlySpan<double> coefficients, ModelHealthOptions options)
    {
        var count = Math.Min(coefficients.Length, options.Sessions);
        if (count == 0)
        {
            return new ModelHealthResult(ModelHealthStatus.TooLittleHistory, 0, null, null);
        }

        var sum = 0.0;
        var below = 0;
        foreach (var coefficient in coefficients[^count..])
        {
            sum += coefficient;
            below += coefficient < options.MinInformationCoefficient ? 1 : 0;
        }

        var mean = sum / count;
        var belowFraction = (double)below / count;
        var status = count < options.Sessions
            ? ModelHealthStatus.TooLittleHistory
            : mean < options.MinInformationCoefficient && belowFraction >= 0.5 ? ModelHealthStatus.Degraded : ModelHealthStatus.Healthy;
        return new ModelHealthResult(status, count, mean, belowFraction);
    }
}
