namespace Assay.Portfolio.Optimizers;

/// <summary>Asks one optimizer and, where that fails, another; the result's trail names both.</summary>
public sealed class FallbackOptimizer : IOptimizer
{
    private readonly IOptimizer preferred;
    private readonly IOptimizer fallback;

    public FallbackOptimizer(IOptimizer preferred, IOptimizer fallback)
    {
        this.preferred = preferred;
        this.fallback = fallback;
    }

    /// <summary>The name of the preferred one.</summary>
    public string Name => preferred.Name;

    public OptimizationResult Allocate(OptimizerInput input)
    {
        var first = preferred.Allocate(input);
        if (first.Failure is null)
        {
            return first;
        }

        var second = fallback.Allocate(input);
        return second with { Attempts = [.. first.Attempts, .. second.Attempts] };
    }
}
