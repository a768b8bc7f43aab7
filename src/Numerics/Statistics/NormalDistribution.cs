using MathNet.Numerics.Distributions;

namespace Assay.Numerics.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    /// <summary>P(Z ≤ z).</summary>
    public static double Cdf(double z) => Normal.CDF(0, 1, z);

    /// <summary>The z with P(Z ≤ z) = <paramref name="probability"/>; probability in (0, 1).</summary>
    public static double Quantile(double probability) => probability is > 0 and < 1
        ? Normal.InvCDF(0, 1, probability)
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability between 0 and 1, both excluded, is needed.");
}
