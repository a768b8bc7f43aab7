using Assay.Numerics.Statistics;

namespace Assay.Live.Health;

/// <summary>The scores of one session in figures; a model that says the same of every name shows here.</summary>
/// <param name="Count">Scored names.</param>
/// <param name="Distinct">Different scores among them.</param>
/// <param name="Mean">Null without any.</param>
/// <param name="StandardDeviation">Sample (n − 1); null for fewer than two.</param>
/// <param name="Minimum">Null without any.</param>
/// <param name="LowerQuartile">Null without any.</param>
/// <param name="Median">Null without any.</param>
/// <param name="UpperQuartile">Null without any.</param>
/// <param name="Maximum">Null without any.</param>
public sealed record ScoreDistribution(
    int Count,
    int Distinct,
    double? Mean,
    double? StandardDeviation,
    double? Minimum,
    double? LowerQuartile,
    double? Median,
    double? UpperQuartile,
    double? Maximum)
{
    /// <param name="scores">None of them NaN.</param>
    public static ScoreDistribution Of(ReadOnlySpan<double> scores)
    {
        double[] sorted = [.. scores];
        Array.Sort(sorted);
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        return new ScoreDistribution(
            sorted.Length,
            distinct,
            Known(FixedOrderSum.Mean(sorted)),
            Known(Moments.StandardDeviation(sorted)),
            Known(Quantiles.OfSorted(sorted, 0)),
            Known(Quantiles.OfSorted(sorted, 0.25)),
            Known(Quantiles.OfSorted(sorted, 0.5)),
            Known(Quantiles.OfSorted(sorted, 0.75)),
            Known(Quantiles.OfSorted(sorted, 1)));
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
