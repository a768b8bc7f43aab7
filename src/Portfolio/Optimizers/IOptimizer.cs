namespace Assay.Portfolio.Optimizers;

/// <summary>Divides the invested capital among candidates. Stateless and deterministic; a failure is a result and not an exception.</summary>
public interface IOptimizer
{
    /// <summary>Registered name, in snake_case.</summary>
    string Name { get; }

    OptimizationResult Allocate(OptimizerInput input);
}
