namespace Assay.Models.Evaluation;

/// <summary>A series of daily information coefficients in figures; those of sessions without one are left out.</summary>
/// <param name="Sessions">Sessions with a coefficient.</param>
/// <param name="Mean">Null without any.</param>
/// <param name="StandardDeviation">Sample (n − 1); null for fewer than two.</param>
/// <param name="InformationRatio">
/// Mean by standard deviation, daily, not annualised; null where the deviation is null or 0. Labels of neighbouring sessions overlap, so
/// this is no t statistic.
/// </param>
/// <param name="PositiveFraction">Share of sessions above 0; null without any.</param>
public sealed record CorrelationSummary(
    int Sessions, double? Mean, double? StandardDeviation, double? InformationRatio, double? PositiveFraction)
{
    public static CorrelationSummary Of(IEnumerable<double> coefficients)
    {
        double[] defined = [.. coefficients.Where(coefficient => !double.IsNaN(coefficient))];
        var count = defined.Length;
        if (count == 0)
        {
            return new CorrelationSummary(0, null, null, null, null);
        }

        var mean = 0.0;
        var positive = 0;
        foreach (var coefficient in defined)
        {
            mean += coefficient;
            positive += coefficient > 0.0 ? 1 : 0;
        }

        mean /= count;
        var squares = 0.0;
        foreach (var coefficient in defined)
        {
            squares += (coefficient - mean) * (coefficient - mean);
        }

        double? deviation = count > 1 ? Math.Sqrt(squares / (count - 1)) : null;
        return new CorrelationSummary(count, mean, deviation, deviation > 0.0 ? mean / deviation : null, (double)positive / count);
    }
}
