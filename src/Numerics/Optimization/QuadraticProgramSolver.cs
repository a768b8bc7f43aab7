using Bound = Assay.Numerics.Optimization.WorkingSet.Bound;

namespace Assay.Numerics.Optimization;

/// <summary>
/// A primal active-set method (Nocedal and Wright 2006, section 16.5) for <see cref="QuadraticProgram"/>. Only the free variables enter
/// the linear systems, so its work follows the number of names held and not of those offered. A second solve with another linear term
/// starts from the last solution. Deterministic: ties go to the lowest index, and after a run of empty steps Bland's rule prevents cycles.
/// </summary>
public sealed class QuadraticProgramSolver
{
    /// <summary>A solution counts only with a residual of the optimality conditions up to this.</summary>
    public const double Tolerance = 1e-9;

    private const double MultiplierTolerance = 1e-11;
    private readonly QuadraticProgram program;
    private readonly int size;
    private readonly WorkingSet working;
    private readonly ReducedSystem reduced;
    private readonly double[] gradient;
    private readonly double[] scaledLinear;
    private readonly double scale;
    private readonly bool isConvex;
    private double[]? x;

    public QuadraticProgramSolver(QuadraticProgram program)
    {
        size = program.Size;
        if (size == 0 || program.Quadratic.Length != size * size || program.Groups.Length != size)
        {
            throw new ArgumentException("A program needs n ≥ 1 caps, n group numbers and n × n quadratic coefficients.", nameof(program));
        }

        this.program = program;
        working = new WorkingSet(program);
        var diagonal = 0.0;
        for (var i = 0; i < size; i++)
        {
            diagonal += program.Quadratic[(i * size) + i];
        }

        scale = diagonal / size;
        isConvex = scale > 0 && !double.IsInfinity(scale) && IsPositiveDefinite();
        reduced = new ReducedSystem(program, working, scale);
        gradient = new double[size];
        scaledLinear = new double[size];
    }

    /// <summary>Solves for one linear term.</summary>
    /// <param name="linear">c, n finite values.</param>
    public QuadraticProgramResult Solve(ReadOnlySpan<double> linear)
    {
        if (linear.Length != size)
        {
            throw new ArgumentException($"{size} linear coefficients are needed, not {linear.Length}.", nameof(linear));
        }

        if (!isConvex)
        {
            return Failure(QuadraticProgramStatus.NotConvex, 0);
        }

        if (program.Capacity() < program.Total - 1e-12)
        {
            return Failure(QuadraticProgramStatus.Infeasible, 0);
        }

        for (var i = 0; i < size; i++)
        {
            scaledLinear[i] = linear[i] / scale;
        }

        x ??= working.FillGreedily(program);
        var limit = 50 * (size + 10);
        var emptySteps = 0;
        for (var iteration = 1; iteration <= limit; iteration++)
        {
            EvaluateGradient(x);
            if (!reduced.TrySolve(gradient))
            {
                x = null;
                return Failure(QuadraticProgramStatus.NotConvex, iteration);
            }

            var cautious = emptySteps > 2 * size;
            var step = LongestStep(x, out var blocking);
            for (var k = 0; k < reduced.FreeCount; k++)
            {
                var i = reduced.Free[k];
                x[i] = Math.Clamp(x[i] + (step * reduced.Direction[k]), 0, program.Caps[i]);
            }

            emptySteps = step > 0 ? 0 : emptySteps + 1;
            if (blocking >= 0)
            {
                Hold(x, blocking);
                continue;
            }

            EvaluateGradient(x);
            if (!Release(cautious))
            {
                var residual = Residual(x);
                return residual <= Tolerance
                    ? new QuadraticProgramResult(QuadraticProgramStatus.Solved, (double[])x.Clone(), residual, iteration)
                    : Failure(QuadraticProgramStatus.NotConverged, iteration);
            }
        }

        x = null;
        return Failure(QuadraticProgramStatus.NotConverged, limit);
    }

    private static QuadraticProgramResult Failure(QuadraticProgramStatus status, int iterations) =>
        new(status, [], double.NaN, iterations);

    private bool IsPositiveDefinite()
    {
        var copy = new double[size * size];
        for (var k = 0; k < copy.Length; k++)
        {
            copy[k] = program.Quadratic[k] / scale;
        }

        return CholeskyFactor.TryFactor(copy, size, size, 0);
    }

    /// <summary>(Qx − c) / scale for every variable.</summary>
    private void EvaluateGradient(double[] point)
    {
        for (var i = 0; i < size; i++)
        {
            gradient[i] = -scaledLinear[i];
        }

        for (var j = 0; j < size; j++)
        {
            var weight = point[j] / scale;
            if (weight != 0)
            {
                var row = program.Quadratic.AsSpan(j * size, size);
                for (var i = 0; i < size; i++)
                {
                    gradient[i] += weight * row[i];
                }
            }
        }
    }

    /// <summary>The longest step up to 1 that stays feasible.</summary>
    /// <param name="point">The present point.</param>
    /// <param name="blocking">−1 for a full step; below n the variable that meets a bound; n + g where group g meets its cap.</param>
    private double LongestStep(double[] point, out int blocking)
    {
        var largest = 0.0;
        for (var k = 0; k < reduced.FreeCount; k++)
        {
            largest = Math.Max(largest, Math.Abs(reduced.Direction[k]));
        }

        // Below this a direction is rounding noise; holding a bound because of it would make the rows depend on each other.
        var negligible = (1e-12 * program.Total) + (1e-11 * largest);
        var step = 1.0;
        blocking = -1;
        var drift = new double[program.GroupCaps.Length];
        var held = new double[program.GroupCaps.Length];
        for (var i = 0; i < size; i++)
        {
            held[program.Groups[i]] += point[i];
        }

        for (var k = 0; k < reduced.FreeCount; k++)
        {
            var i = reduced.Free[k];
            var direction = reduced.Direction[k];
            drift[program.Groups[i]] += direction;
            if (Math.Abs(direction) <= negligible)
            {
                continue;
            }

            var room = direction < 0 ? point[i] : program.Caps[i] - point[i];
            var ratio = Math.Max(room, 0) / Math.Abs(direction);
            if (ratio < step)
            {
                step = ratio;
                blocking = i;
            }
        }

        for (var g = 0; g < drift.Length; g++)
        {
            if (!working.GroupHeld[g] && drift[g] > negligible * reduced.FreeCount)
            {
                var ratio = Math.Max(program.GroupCaps[g] - held[g], 0) / drift[g];
                if (ratio < step)
                {
                    step = ratio;
                    blocking = size + g;
                }
            }
        }

        return step;
    }

    private void Hold(double[] point, int blocking)
    {
        if (blocking >= size)
        {
            working.GroupHeld[blocking - size] = true;
            return;
        }

        var position = Array.IndexOf(reduced.Free, blocking, 0, reduced.FreeCount);
        var upper = reduced.Direction[position] > 0;
        working.Bounds[blocking] = upper ? Bound.Upper : Bound.Lower;
        point[blocking] = upper ? program.Caps[blocking] : 0;
    }

    /// <summary>Releases the held constraint whose multiplier has the wrong sign most; false where none has: the optimum.</summary>
    /// <param name="cautious">Bland's rule: the first instead of the most.</param>
    private bool Release(bool cautious)
    {
        var worst = -MultiplierTolerance;
        var candidate = -1;
        for (var i = 0; i < size && !(cautious && candidate >= 0); i++)
        {
            if (working.Bounds[i] != Bound.Free)
            {
                var reducedCost = gradient[i] + reduced.MultiplierOf(program.Groups[i]);
                var multiplier = working.Bounds[i] == Bound.Lower ? reducedCost : -reducedCost;
                if (multiplier < worst)
                {
                    worst = multiplier;
                    candidate = i;
                }
            }
        }

        for (var g = 0; g < working.GroupHeld.Length && !(cautious && candidate >= 0); g++)
        {
            if (working.GroupHeld[g] && reduced.GroupMultiplier[g] < worst)
            {
                worst = reduced.GroupMultiplier[g];
                candidate = size + g;
            }
        }

        if (candidate < 0)
        {
            return false;
        }

        if (candidate >= size)
        {
            working.GroupHeld[candidate - size] = false;
        }
        else
        {
            working.Bounds[candidate] = Bound.Free;
        }

        return true;
    }

    /// <summary>Recomputes every optimality condition from x and the multipliers alone.</summary>
    private double Residual(double[] point)
    {
        var worst = 0.0;
        var sum = 0.0;
        var groups = new double[program.GroupCaps.Length];
        for (var i = 0; i < size; i++)
        {
            sum += point[i];
            groups[program.Groups[i]] += point[i];
            worst = Math.Max(worst, Math.Max(-point[i], point[i] - program.Caps[i]));
            var slope = gradient[i] + reduced.MultiplierOf(program.Groups[i]);
            var dual = working.Bounds[i] switch
            {
                Bound.Lower => Math.Max(-slope, 0),
                Bound.Upper => Math.Max(slope, 0),
                _ => Math.Abs(slope),
            };
            worst = Math.Max(worst, double.IsNaN(dual) ? double.PositiveInfinity : dual);
        }

        worst = Math.Max(worst, Math.Abs(sum - program.Total));
        for (var g = 0; g < groups.Length; g++)
        {
            worst = Math.Max(worst, groups[g] - program.GroupCaps[g]);
            if (working.GroupHeld[g])
            {
                worst = Math.Max(worst, Math.Max(-reduced.GroupMultiplier[g], program.GroupCaps[g] - groups[g]));
            }
        }

        return worst;
    }
}
