using Assay.Numerics.Optimization;
using Assay.Numerics.Statistics;

namespace Assay.Portfolio.Optimizers;

/// <summary>
/// The fully invested long-only portfolio of the largest expected Sharpe ratio within the caps (Sharpe 1966). It lies on the efficient
/// frontier w(t) = argmin ½w'Σw − t μ'w. Along it the ratio's slope has the sign of h(t) = w'Σw − t μ'w, so t is the root of h, found by
/// bracketing; each solve starts from the last.
/// </summary>
public sealed class MaxSharpeOptimizer : IOptimizer
{
    public const string RegisteredName = "max_sharpe";
    private const int MaximumDoublings = 200;
    private const int MaximumRefinements = 200;
    private const double RelativeTolerance = 1e-13;

    public string Name => RegisteredName;

    public OptimizationResult Allocate(OptimizerInput input)
    {
        if (FailureOf(input) is { } failure)
        {
            return OptimizationResult.Failed(Name, failure);
        }

        var space = AllocationSpace.Of(input);
        if (LargestExpectedReturn(input, space) <= 0)
        {
            return OptimizationResult.Failed(Name, OptimizationFailure.NoPositiveExpectedReturn);
        }

        var frontier = new Frontier(input, space);
        return frontier.TryFindLargestRatio()
            ? OptimizationResult.Of(Name, frontier.Weights, space.Total)
            : OptimizationResult.Failed(Name, CovarianceCheck.FailureOf(frontier.Status));
    }

    private static OptimizationFailure? FailureOf(OptimizerInput input)
    {
        if (CovarianceCheck.FailureOf(input) is { } failure)
        {
            return failure;
        }

        return Array.TrueForAll(input.ExpectedReturns, double.IsFinite) ? null : OptimizationFailure.ExpectedReturnUndefined;
    }

    /// <summary>Filling from the best expectation down is optimal for nested caps.</summary>
    private static double LargestExpectedReturn(OptimizerInput input, AllocationSpace space)
    {
        var expected = input.ExpectedReturns;
        var order = Enumerable.Range(0, input.Count).OrderByDescending(i => expected[i]).ToArray();
        var room = (double[])space.GroupCaps.Clone();
        var left = space.Total;
        var sum = 0.0;
        foreach (var i in order)
        {
            var weight = Math.Min(space.Caps[i], Math.Min(left, room[space.Groups[i]]));
            sum += weight * expected[i];
            left -= weight;
            room[space.Groups[i]] -= weight;
        }

        return sum;
    }

    private sealed class Frontier
    {
        private readonly double[] expected;
        private readonly QuadraticProgram program;
        private readonly QuadraticProgramSolver solver;
        private readonly double[] linear;

        public Frontier(OptimizerInput input, AllocationSpace space)
        {
            expected = input.ExpectedReturns;
            program = MinVolatilityOptimizer.ProgramOf(input, space);
            solver = new QuadraticProgramSolver(program);
            linear = new double[input.Count];
        }

        public double[] Weights { get; private set; } = [];

        public QuadraticProgramStatus Status { get; private set; } = QuadraticProgramStatus.NotConverged;

        public bool TryFindLargestRatio()
        {
            if (!TryEvaluate(0, out var lowSlope))
            {
                return false;
            }

            var low = 0.0;
            var high = lowSlope / expected.Max(Math.Abs);
            double highSlope;
            var doublings = 0;
            while (true)
            {
                if (!TryEvaluate(high, out highSlope))
                {
                    return false;
                }

                if (highSlope <= 0)
                {
                    break;
                }

                if (++doublings > MaximumDoublings)
                {
                    Status = QuadraticProgramStatus.NotConverged;
                    return false;
                }

                low = high;
                lowSlope = highSlope;
                high *= 2;
            }

            return TryRefine(low, lowSlope, high, highSlope);
        }

        /// <summary>Regula falsi with the Illinois correction: superlinear, and never leaves the bracket.</summary>
        private bool TryRefine(double low, double lowSlope, double high, double highSlope)
        {
            var side = 0;
            for (var step = 0; step < MaximumRefinements && highSlope < 0; step++)
            {
                var t = high - (highSlope * (high - low) / (highSlope - lowSlope));
                if (!TryEvaluate(t, out var slope))
                {
                    return false;
                }

                if (Math.Abs(slope) <= RelativeTolerance * Variance() || high - low <= RelativeTolerance * high)
                {
                    return true;
                }

                if (slope > 0)
                {
                    low = t;
                    lowSlope = slope;
                    highSlope = side == 1 ? highSlope / 2 : highSlope;
                    side = 1;
                }
                else
                {
                    high = t;
                    highSlope = slope;
                    lowSlope = side == -1 ? lowSlope / 2 : lowSlope;
                    side = -1;
                }
            }

            Status = highSlope < 0 ? QuadraticProgramStatus.NotConverged : Status;
            return highSlope >= 0;
        }

        private bool TryEvaluate(double t, out double slope)
        {
            for (var i = 0; i < linear.Length; i++)
            {
                linear[i] = t * expected[i];
            }

            var result = solver.Solve(linear);
            Status = result.Status;
            Weights = result.Solution;
            slope = Status == QuadraticProgramStatus.Solved ? Variance() - (t * FixedOrderSum.Dot(expected, Weights)) : double.NaN;
            return Status == QuadraticProgramStatus.Solved;
        }

        private double Variance()
        {
            var variance = 0.0;
            for (var i = 0; i < Weights.Length; i++)
            {
                if (Weights[i] != 0)
                {
                    variance += Weights[i] * FixedOrderSum.Dot(program.Quadratic.AsSpan(i * program.Size, program.Size), Weights);
                }
            }

            return variance;
        }
    }
}
