namespace Assay.Portfolio.Optimizers;

/// <summary>Weights in proportion to 1 / σ, σ from the shrunk covariance, then the caps (<see cref="CapProjection"/>).</summary>
public sealed class InverseVolatilityOptimizer : IOptimizer
{
    public const string RegisteredName = "inverse_volatility";

    public string Name => RegisteredName;

    public OptimizationResult Allocate(OptimizerInput input)
    {
        if (CovarianceCheck.FailureOf(input) is { } failure)
        {
            return OptimizationResult.Failed(Name, failure);
        }

        var preferred = new double[input.Count];
        for (var i = 0; i < preferred.Length; i++)
        {
            preferred[i] = 1 / Math.Sqrt(input.Covariance.Variance(i));
        }

        var space = AllocationSpace.Of(input);
        return OptimizationResult.Of(Name, CapProjection.Apply(preferred, space), space.Total);
    }
}
