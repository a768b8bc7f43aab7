namespace Assay.Features.Windows;

/// <summary>Quantiles with linear interpolation between order statistics (Hyndman and Fan, 1996, type 7).</summary>
internal static class Quantile
{
    /// <param name="sorted">Ascending, at least one value, no NaN.</param>
    /// <param name="fraction">0..1.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double fraction)
    {
        var place = fraction * (sorted.Length - 1);
        var lower = (int)Math.Floor(place);
        var upper = Math.Min(lower + 1, sorted.Length - 1);
        return sorted[lower] + ((place - lower) * (sorted[upper] - sorted[lower]));
    }
}
