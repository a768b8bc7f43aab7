using Assay.Numerics.Covariance;
using Assay.Numerics.Optimization;
using Assay.Numerics.Statistics;
using CsCheck;

namespace Assay.Tests.Unit.Numerics;

public sealed class QuadraticProgramSolverTests
{
    // scipy 1.10.1, optimize.minimize(method="SLSQP", ftol=1e-16) on the shrunk covariance of the reference returns.
    private static readonly double[] SlsqpMinimumVariance =
        [0.15, 0.15, 0.0, 0.1053903, 0.0229394, 0.0094404, 0.0, 0.15, 0.1270606, 0.1278185, 0.15, 0.0073508];

    /// <summary>Convex programs of up to 40 variables, a fifth of them without any room left, with a linear term that is 0 in a third.</summary>
    private static readonly Gen<(QuadraticProgram Program, double[] Linear)> Programs =
        from size in Gen.Int[1, 40]
        from factors in Gen.Double[-2, 2].Array[size * (size / 2)]
        from ridge in Gen.Double[1e-5, 2e-5].Array[size]
        from caps in Gen.Frequency((1, Gen.Const(0.25)), (3, Gen.Double[0.05, 0.35])).Array[size]
        from groupCaps in Gen.Frequency((1, Gen.Const(0.5)), (2, Gen.Double[0.1, 1.1])).Array[1, 5]
        from groups in Gen.Int[0, groupCaps.Length - 1].Array[size]
        from filled in Gen.Frequency((1, Gen.Const(1.0)), (4, Gen.Double.Unit))
        from linear in Gen.Frequency((1, Gen.Const(0.0).Array[size]), (2, Gen.Double[-0.02, 0.02].Array[size]))
        select (Fill(new() { Quadratic = Square(factors, ridge), Total = 0, Caps = caps, Groups = groups, GroupCaps = groupCaps }, filled), linear);

    [Fact]
    public void Solve_ReferenceCovariance_EqualsSlsqp()
    {
        var result = new QuadraticProgramSolver(Reference(0.15, 0.30)).Solve(new double[12]);
        result.Status.ShouldBe(QuadraticProgramStatus.Solved);
        for (var i = 0; i < 12; i++)
        {
            result.Solution[i].ShouldBe(SlsqpMinimumVariance[i], 2e-6);
        }
    }

    [Fact]
    public void Solve_AnyProgram_LeavesNoImprovingExchange() => Programs.Holds(300, drawn =>
    {
        var (program, linear) = drawn;

        var result = new QuadraticProgramSolver(program).Solve(linear);

        result.Status.ShouldBe(QuadraticProgramStatus.Solved);
        result.Residual.ShouldBeLessThanOrEqualTo(QuadraticProgramSolver.Tolerance);
        LargestGainOfAnExchange(program, linear, result.Solution).ShouldBeLessThan(1e-9);
    });

    [Fact]
    public void Solve_AgainWithOtherLinearTerm_EqualsAFreshSolve()
    {
        var program = Reference(0.15, 0.30);
        var warm = new QuadraticProgramSolver(program);
        Gen.Double[-2e-4, 2e-4].Array[12].Holds(50, linear =>
        {
            var again = warm.Solve(linear).Solution;
            var fresh = new QuadraticProgramSolver(program).Solve(linear).Solution;
            for (var i = 0; i < 12; i++)
            {
                again[i].ShouldBe(fresh[i], 1e-10);
            }
        });
    }

    [Fact]
    public void Solve_CapsTooTight_IsInfeasible() =>
        new QuadraticProgramSolver(Reference(0.05, 0.30)).Solve(new double[12]).Status.ShouldBe(QuadraticProgramStatus.Infeasible);

    [Fact]
    public void Solve_IndefiniteMatrix_IsNotConvex()
    {
        var program = new QuadraticProgram
        {
            Quadratic = [1, 2, 2, 1],
            Total = 1,
            Caps = [0.6, 0.6],
            Groups = [0, 0],
            GroupCaps = [double.PositiveInfinity],
        };
        new QuadraticProgramSolver(program).Solve([0, 0]).Status.ShouldBe(QuadraticProgramStatus.NotConvex);
    }

    [Fact]
    public void Solve_CapsThatFillExactly_IsTheOnlyPoint()
    {
        var program = new QuadraticProgram
        {
            Quadratic = [1, 0, 0, 0, 2, 0, 0, 0, 3],
            Total = 1,
            Caps = [0.5, 0.25, 0.25],
            Groups = [0, 1, 1],
            GroupCaps = [0.5, 0.5],
        };
        new QuadraticProgramSolver(program).Solve([0, 0, 0]).Solution.ShouldBe([0.5, 0.25, 0.25]);
    }

    private static QuadraticProgram Reference(double cap, double groupCap)
    {
        var covariance = LedoitWolfEstimator.Estimate(ReferenceReturns.MakeDeviations(12, 60), 12, 60);
        return new QuadraticProgram
        {
            Quadratic = covariance.Matrix,
            Total = 1,
            Caps = [.. Enumerable.Repeat(cap, 12)],
            Groups = [.. Enumerable.Range(0, 12).Select(i => i % 4)],
            GroupCaps = [.. Enumerable.Repeat(groupCap, 4)],
        };
    }

    private static QuadraticProgram Fill(QuadraticProgram program, double share) => program with { Total = program.Capacity() * share };

    /// <summary>The product of n × n/2 factors with themselves, in units of 1e-4, and more on the diagonal.</summary>
    private static double[] Square(double[] factors, double[] ridge)
    {
        var (size, width) = (ridge.Length, ridge.Length / 2);
        var square = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                square[(i * size) + j] = 1e-4 * FixedOrderSum.Dot(factors.AsSpan(i * width, width), factors.AsSpan(j * width, width));
            }

            square[(i * size) + i] += ridge[i];
        }

        return square;
    }

    /// <summary>
    /// The constraints are nested sets, so a point is optimal exactly when moving weight from one variable to one other never helps.
    /// </summary>
    private static double LargestGainOfAnExchange(QuadraticProgram program, double[] linear, double[] x)
    {
        var size = program.Size;
        var slope = new double[size];
        var sums = new double[program.GroupCaps.Length];
        var scale = 0.0;
        for (var i = 0; i < size; i++)
        {
            slope[i] = -linear[i];
            for (var j = 0; j < size; j++)
            {
                slope[i] += program.Quadratic[(i * size) + j] * x[j];
            }

            sums[program.Groups[i]] += x[i];
            scale += program.Quadratic[(i * size) + i] / size;
            x[i].ShouldBeInRange(-1e-12, program.Caps[i] + 1e-12);
        }

        x.Sum().ShouldBe(program.Total, 1e-10);
        var gain = 0.0;
        for (var from = 0; from < size; from++)
        {
            for (var to = 0; to < size; to++)
            {
                var sameGroup = program.Groups[from] == program.Groups[to];
                var room = sameGroup || sums[program.Groups[to]] < program.GroupCaps[program.Groups[to]] - 1e-8;
                if (x[from] > 1e-8 && x[to] < program.Caps[to] - 1e-8 && room)
                {
                    gain = Math.Max(gain, (slope[from] - slope[to]) / scale);
                }
            }
        }

        for (var g = 0; g < sums.Length; g++)
        {
            sums[g].ShouldBeLessThanOrEqualTo(program.GroupCaps[g] + 1e-10);
        }

        return gain;
    }
}
