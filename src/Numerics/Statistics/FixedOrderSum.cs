using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Numerics.Statistics;

/// <summary>
/// Sums from first to last with Neumaier's (1974) compensation: the result depends on the values and their order alone, never on the
/// width of the machine's vectors, and its error does not grow with the count.
/// </summary>
public static class FixedOrderSum
{
    public static double Of(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        var lost = 0.0;
        foreach (var value in values)
        {
            var next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }

        return sum + lost;
    }

    /// <summary>Arithmetic mean; NaN of nothing.</summary>
    public static double Mean(ReadOnlySpan<double> values) => values.IsEmpty ? double.NaN : Of(values) / values.Length;

    /// <summary>
    /// Dot product in eight lanes of fixed order, multiplied and then added (never fused): the same on every processor, with or without
    /// vector instructions.
    /// </summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException($"The factors have {left.Length} and {right.Length} values.", nameof(right));
        }

        var first = Vector256<double>.Zero;
        var second = Vector256<double>.Zero;
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var i = 0;
        for (; i + 8 <= left.Length; i += 8)
        {
            first += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref b, (nuint)i);
            second += Vector256.LoadUnsafe(ref a, (nuint)i + 4) * Vector256.LoadUnsafe(ref b, (nuint)i + 4);
        }

        var lanes = first + second;
        var rest = 0.0;
        for (; i < left.Length; i++)
        {
            rest += left[i] * right[i];
        }

        return ((lanes[0] + lanes[2]) + (lanes[1] + lanes[3])) + rest;
    }
}
