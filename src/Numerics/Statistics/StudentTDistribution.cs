using MathNet.Numerics;

namespace Assay.Numerics.Statistics;

/// <summary>Student's t distribution.</summary>
public static class StudentTDistribution
{
    /// <summary>Probability of a value at least as far from zero as <paramref name="t"/>; accurate far into the tails. NaN for NaN.</summary>
    /// <param name="t">The statistic; infinities give 0.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSidedPValue(double t, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        if (double.IsNaN(t))
        {
            return double.NaN;
        }

        return double.IsInfinity(t)
            ? 0.0
            : SpecialFunctions.BetaRegularized(degreesOfFreedom / 2.0, 0.5, degreesOfFreedom / (degreesOfFreedom + (t * t)));
    }
}
