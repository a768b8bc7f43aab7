namespace Assay.Numerics.Statistics;

/// <summary>Moments of a sample, each in two passes (mean first), in fixed order.</summary>
public static class Moments
{
    /// <summary>Sample variance (n − 1); NaN below two values.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        return CentralSum(values, FixedOrderSum.Mean(values), 2) / (values.Length - 1);
    }

    /// <summary>Sample standard deviation (n − 1); NaN below two values.</summary>
    public static double StandardDeviation(ReadOnlySpan<double> values) => Math.Sqrt(Variance(values));

    /// <summary>Population skewness m₃ / m₂^1.5; NaN where the values do not vary.</summary>
    public static double Skewness(ReadOnlySpan<double> values) => Standardised(values, 3);

    /// <summary>Population kurtosis m₄ / m₂², 3 for a normal (not the excess); NaN where the values do not vary.</summary>
    public static double Kurtosis(ReadOnlySpan<double> values) => Standardised(values, 4);

    private static double Standardised(ReadOnlySpan<double> values, int order)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        var mean = FixedOrderSum.Mean(values);
        var second = CentralSum(values, mean, 2) / values.Length;
        return second > 0 ? CentralSum(values, mean, order) / values.Length / Math.Pow(second, order / 2.0) : double.NaN;
    }

    private static double CentralSum(ReadOnlySpan<double> values, double mean, int order)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            var deviation = value - mean;
            var square = deviation * deviation;
            sum += order switch { 2 => square, 3 => square * deviation, _ => square * square };
        }

        return sum;
    }
}
