using Assay.Numerics.Statistics;

namespace Assay.Numerics.Optimization;

/// <summary>
/// The equality-constrained step on the free variables: minimise ½d'Qd + g'd with the total and the held groups unchanged, by Cholesky
/// factorization of Q's free block and of the Schur complement of the rows.
/// </summary>
internal sealed class ReducedSystem
{
    private readonly QuadraticProgram program;
    private readonly WorkingSet working;
    private readonly double scale;
    private readonly int size;
    private readonly int rowCapacity;
    private readonly double[] factor;
    private readonly double[] rows;
    private readonly double[] schur;
    private readonly double[] right;
    private readonly int[] rowOfGroup;
    private readonly bool[] isFree;
    private int factoredCount;
    private double totalMultiplier;

    public ReducedSystem(QuadraticProgram program, WorkingSet working, double scale)
    {
        this.program = program;
        this.working = working;
        this.scale = scale;
        size = program.Size;
        rowCapacity = program.GroupCaps.Length + 1;
        factor = new double[size * size];
        rows = new double[rowCapacity * size];
        schur = new double[rowCapacity * rowCapacity];
        right = new double[rowCapacity];
        rowOfGroup = new int[program.GroupCaps.Length];
        isFree = new bool[size];
        Free = new int[size];
        Direction = new double[size];
        GroupMultiplier = new double[program.GroupCaps.Length];
    }

    /// <summary>Indices of the free variables in the order of their release; the first <see cref="FreeCount"/> entries count.</summary>
    public int[] Free { get; }

    public int FreeCount { get; private set; }

    /// <summary>The step of each free variable, in the order of <see cref="Free"/>.</summary>
    public double[] Direction { get; }

    /// <summary>Multiplier of each held group's cap; 0 where the group is not held.</summary>
    public double[] GroupMultiplier { get; }

    /// <summary>Sum of the multipliers of the rows a variable of the group stands in.</summary>
    public double MultiplierOf(int group) => totalMultiplier + GroupMultiplier[group];

    /// <param name="gradient">The gradient at the present point, in units of scale.</param>
    /// <returns>False where the free block is not positive definite.</returns>
    public bool TrySolve(ReadOnlySpan<double> gradient)
    {
        FollowWorkingSet();
        for (var a = factoredCount; a < FreeCount; a++)
        {
            var source = program.Quadratic.AsSpan(Free[a] * size, size);
            var target = factor.AsSpan(a * size, a + 1);
            for (var b = 0; b <= a; b++)
            {
                target[b] = source[Free[b]] / scale;
            }
        }

        if (!CholeskyFactor.TryFactor(factor, FreeCount, size, factoredCount))
        {
            return false;
        }

        factoredCount = FreeCount;
        for (var a = 0; a < FreeCount; a++)
        {
            Direction[a] = gradient[Free[a]];
        }

        var z = Direction.AsSpan(0, FreeCount);
        CholeskyFactor.SolveForward(factor, FreeCount, size, z);
        var rowCount = BuildRows();
        for (var r = 0; r < rowCount; r++)
        {
            var row = rows.AsSpan(r * size, FreeCount);
            CholeskyFactor.SolveForward(factor, FreeCount, size, row);
            for (var s = 0; s <= r; s++)
            {
                schur[(r * rowCapacity) + s] = FixedOrderSum.Dot(row, rows.AsSpan(s * size, FreeCount));
            }

            right[r] = -FixedOrderSum.Dot(row, z);
        }

        if (!CholeskyFactor.TryFactor(schur, rowCount, rowCapacity, 0))
        {
            return false;
        }

        CholeskyFactor.SolveForward(schur, rowCount, rowCapacity, right);
        CholeskyFactor.SolveBackward(schur, rowCount, rowCapacity, right);
        for (var r = 0; r < rowCount; r++)
        {
            var row = rows.AsSpan(r * size, FreeCount);
            for (var k = 0; k < FreeCount; k++)
            {
                z[k] += right[r] * row[k];
            }
        }

        for (var k = 0; k < FreeCount; k++)
        {
            z[k] = -z[k];
        }

        CholeskyFactor.SolveBackward(factor, FreeCount, size, z);
        totalMultiplier = right[0];
        for (var g = 0; g < rowOfGroup.Length; g++)
        {
            GroupMultiplier[g] = working.GroupHeld[g] ? right[rowOfGroup[g]] : 0;
        }

        return true;
    }

    /// <summary>
    /// Drops variables that are held now and appends those released, so that the factor's rows before the first change stay good: a
    /// release costs one row, and most changes near the end are releases.
    /// </summary>
    private void FollowWorkingSet()
    {
        var kept = 0;
        for (var k = 0; k < FreeCount; k++)
        {
            if (working.Bounds[Free[k]] == WorkingSet.Bound.Free)
            {
                Free[kept++] = Free[k];
            }
            else
            {
                isFree[Free[k]] = false;
                factoredCount = Math.Min(factoredCount, kept);
            }
        }

        FreeCount = kept;
        for (var i = 0; i < size; i++)
        {
            if (working.Bounds[i] == WorkingSet.Bound.Free && !isFree[i])
            {
                isFree[i] = true;
                Free[FreeCount++] = i;
            }
        }
    }

    /// <summary>Row 0 is the total; then one row per held group.</summary>
    private int BuildRows()
    {
        rows.AsSpan(0, FreeCount).Fill(1);
        var count = 1;
        for (var g = 0; g < rowOfGroup.Length; g++)
        {
            if (working.GroupHeld[g])
            {
                rowOfGroup[g] = count;
                for (var k = 0; k < FreeCount; k++)
                {
                    rows[(count * size) + k] = program.Groups[Free[k]] == g ? 1 : 0;
                }

                count++;
            }
        }

        return count;
    }
}
