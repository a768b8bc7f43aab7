namespace Assay.Models.Evaluation;

/// <summary>The median of the names of one session.</summary>
internal static class CrossSectionalMedian
{
    /// <param name="values">At least one, no NaN.</param>
    public static double Of(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
