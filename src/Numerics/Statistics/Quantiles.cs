namespace Assay.Numerics.Statistics;

/// <summary>Order statistics.</summary>
public static class Quantiles
{
    /// <summary>
    /// The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the default of R and NumPy).
    /// </summary>
    /// <param name="ascending">The sorted values, without NaN.</param>
    /// <param name="fraction">0 … 1.</param>
    /// <returns>NaN of nothing.</returns>
    public static double OfSorted(ReadOnlySpan<double> ascending, double fraction)
    {
        if (fraction is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A fraction from 0 to 1 is needed.");
        }

        if (ascending.IsEmpty)
        {
            return double.NaN;
        }

        var position = fraction * (ascending.Length - 1);
        var below = (int)position;
        return below + 1 < ascending.Length
            ? ascending[below] + ((position - below) * (ascending[below + 1] - ascending[below]))
            : ascending[below];
    }
}
