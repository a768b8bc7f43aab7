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

    /// <summary>Plain fixed-order dot product.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException($"The factors have {left.Length} and {right.Length} values.", nameof(right));
        }

        // Four lanes in a fixed order: fast, and the same on every processor.
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i + 4 <= left.Length; i += 4)
        {
            a += left[i] * right[i];
            b += left[i + 1] * right[i + 1];
            c += left[i + 2] * right[i + 2];
            d += left[i + 3] * right[i + 3];
        }

        for (; i < left.Length; i++)
        {
            a += left[i] * right[i];
        }

        return (a + b) + (c + d);
    }
}
