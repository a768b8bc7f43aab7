namespace Assay.Features;

/// <summary>Transformations of the values of one session across names. NaN has no part in them and stays NaN.</summary>
public static class CrossSection
{
    /// <summary>Ranks 1..n of the values in place, ties with their mean rank.</summary>
    /// <param name="values">Replaced by their ranks; NaN stays.</param>
    /// <param name="order">Scratch, at least as long as <paramref name="values"/>.</param>
    /// <param name="sorted">Scratch, at least as long as <paramref name="values"/>.</param>
    /// <returns>n, the number of values that are not NaN.</returns>
    public static int AverageRanks(Span<double> values, Span<int> order, Span<double> sorted)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                sorted[count] = values[i];
                order[count++] = i;
            }
        }

        sorted[..count].Sort(order[..count]);
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && sorted[end] == sorted[start])
            {
                end++;
            }

            // Places start..end-1 hold equal values: their ranks start+1..end average to this.
            var rank = (start + 1 + end) / 2.0;
            for (var i = start; i < end; i++)
            {
                values[order[i]] = rank;
            }

            start = end;
        }

        return count;
    }

    /// <summary>
    /// Ranks spread evenly over [−1, 1] in place, ties averaged; a lone value becomes NaN, as it has nothing to be ranked against.
    /// </summary>
    /// <inheritdoc cref="AverageRanks"/>
    public static int CentredRanks(Span<double> values, Span<int> order, Span<double> sorted)
    {
        var count = AverageRanks(values, order, sorted);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = count > 1 ? (2.0 * (values[i] - 1.0) / (count - 1)) - 1.0 : double.NaN;
        }

        return count;
    }

    /// <summary>
    /// Z-scores in place with the sample standard deviation, cut to ±3 and divided by 3; NaN where the values do not vary.
    /// </summary>
    public static void ClippedZScores(Span<double> values)
    {
        const double Limit = 3.0;
        var mean = Windows.Window.Mean(values, 2);
        var deviation = Windows.Window.Deviation(values, 2);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = deviation > 0.0 ? Math.Clamp((values[i] - mean) / deviation, -Limit, Limit) / Limit : double.NaN;
        }
    }
}
