namespace Assay.Numerics.Optimization;

/// <summary>
/// The constraints and the quadratic term of: minimise ½x'Qx − c'x subject to Σx = total, 0 ≤ xᵢ ≤ capᵢ and, for each group, the sum of
/// its members ≤ the group's cap. c is given to the solver, which may be asked for several.
/// </summary>
public sealed record QuadraticProgram
{
    /// <summary>Q, n × n, row-major, symmetric and positive definite.</summary>
    public required double[] Quadratic { get; init; }

    /// <summary>The sum of the solution, ≥ 0.</summary>
    public required double Total { get; init; }

    /// <summary>n upper bounds, ≥ 0.</summary>
    public required double[] Caps { get; init; }

    /// <summary>n group numbers, 0 … groups − 1; every variable belongs to one group.</summary>
    public required int[] Groups { get; init; }

    /// <summary>One cap per group, ≥ 0; infinite where the group is free.</summary>
    public required double[] GroupCaps { get; init; }

    public int Size => Caps.Length;

    /// <summary>The largest total that caps and group caps allow.</summary>
    public double Capacity()
    {
        var sums = new double[GroupCaps.Length];
        for (var i = 0; i < Caps.Length; i++)
        {
            sums[Groups[i]] += Caps[i];
        }

        var capacity = 0.0;
        for (var g = 0; g < sums.Length; g++)
        {
            capacity += Math.Min(sums[g], GroupCaps[g]);
        }

        return capacity;
    }
}
