using Assay.Numerics.Optimization;

namespace Assay.Portfolio.Optimizers;

/// <summary>The fully invested long-only portfolio of least variance within the caps (Markowitz 1952).</summary>
public sealed class MinVolatilityOptimizer : IOptimizer
{
    public const string RegisteredName = "min_volatility";

    public string Name => RegisteredName;

    public OptimizationResult Allocate(OptimizerInput input)
    {
        if (CovarianceCheck.FailureOf(input) is { } failure)
        {
            return OptimizationResult.Failed(Name, failure);
        }

        var space = AllocationSpace.Of(input);
        var result = new QuadraticProgramSolver(ProgramOf(input, space)).Solve(new double[input.Count]);
        return result.Status == QuadraticProgramStatus.Solved
            ? OptimizationResult.Of(Name, result.Solution, space.Total)
            : OptimizationResult.Failed(Name, CovarianceCheck.FailureOf(result.Status));
    }

    internal static QuadraticProgram ProgramOf(OptimizerInput input, AllocationSpace space) => new()
    {
        Quadratic = input.Covariance.Matrix,
        Total = space.Total,
        Caps = space.Caps,
        Groups = space.Groups,
        GroupCaps = space.GroupCaps,
    };
}
