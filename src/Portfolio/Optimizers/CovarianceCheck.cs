using Assay.Numerics.Optimization;

namespace Assay.Portfolio.Optimizers;

/// <summary>What must hold before volatility can be read.</summary>
internal static class CovarianceCheck
{
    public static OptimizationFailure? FailureOf(OptimizerInput input)
    {
        if (input.Count == 0)
        {
            return OptimizationFailure.NoCandidate;
        }

        if (input.Covariance.Size != input.Count)
        {
            throw new ArgumentException($"{input.Count} candidates need a covariance of that size, not {input.Covariance.Size}.", nameof(input));
        }

        for (var i = 0; i < input.Count; i++)
        {
            if (!(input.Covariance.Variance(i) > 0) || double.IsInfinity(input.Covariance.Variance(i)))
            {
                return OptimizationFailure.VolatilityUndefined;
            }
        }

        return null;
    }

    public static OptimizationFailure FailureOf(QuadraticProgramStatus status) => status switch
    {
        QuadraticProgramStatus.NotConvex => OptimizationFailure.NotConvex,
        _ => OptimizationFailure.NotConverged,
    };
}
