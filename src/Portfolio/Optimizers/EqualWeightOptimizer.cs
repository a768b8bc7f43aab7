namespace Assay.Portfolio.Optimizers;

/// <summary>The same weight for every candidate, then the caps (<see cref="CapProjection"/>).</summary>
public sealed class EqualWeightOptimizer : IOptimizer
{
    public const string RegisteredName = "equal_weight";

    public string Name => RegisteredName;

    public OptimizationResult Allocate(OptimizerInput input)
    {
        if (input.Count == 0)
        {
            return OptimizationResult.Failed(Name, OptimizationFailure.NoCandidate);
        }

        var preferred = new double[input.Count];
        Array.Fill(preferred, 1.0);
        var space = AllocationSpace.Of(input);
        return OptimizationResult.Of(Name, CapProjection.Apply(preferred, space), space.Total);
    }
}
