namespace Assay.Numerics.Statistics;

/// <summary>Ranks with ties shared.</summary>
public static class Ranks
{
    /// <summary>Ranks 1 … n in ascending order; equal values share the mean of their ranks. NaN values keep NaN and are not counted.</summary>
    public static void Average(ReadOnlySpan<double> values, Span<double> ranks)
    {
        if (ranks.Length != values.Length)
        {
            throw new ArgumentException($"Room for {values.Length} ranks is needed, not {ranks.Length}.", nameof(ranks));
        }

        var sorted = new double[values.Length];
        var order = new int[values.Length];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            ranks[i] = double.NaN;
            if (!double.IsNaN(values[i]))
            {
                sorted[count] = values[i];
                order[count++] = i;
            }
        }

        Array.Sort(sorted, order, 0, count);
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && sorted[end] == sorted[start])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }

            start = end;
        }
    }
}
