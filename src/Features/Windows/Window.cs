namespace Assay.Features.Windows;

/// <summary>
/// Statistics of one window of values, NaN left out. Each window is computed from its own values alone, in their order: no running sum
/// that drifts, and the same bits wherever the history begins. Below <c>minimumCount</c> values the result is NaN.
/// </summary>
internal static class Window
{
    /// <summary>Below this ratio of spread to level a spread is rounding noise of equal values, and counts as none.</summary>
    private const double NoiseRatio = 1e-12;

    public static double Sum(ReadOnlySpan<double> window, out int count)
    {
        var sum = 0.0;
        count = 0;
        foreach (var value in window)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return sum;
    }

    public static double Mean(ReadOnlySpan<double> window, int minimumCount)
    {
        var sum = Sum(window, out var count);
        return count >= minimumCount && count > 0 ? sum / count : double.NaN;
    }

    /// <summary>Sample standard deviation (n − 1), in two passes; NaN for fewer than two values, 0 for equal ones.</summary>
    public static double Deviation(ReadOnlySpan<double> window, int minimumCount)
    {
        var sum = Sum(window, out var count);
        if (count < minimumCount || count < 2)
        {
            return double.NaN;
        }

        var mean = sum / count;
        var squares = 0.0;
        foreach (var value in window)
        {
            if (!double.IsNaN(value))
            {
                squares += (value - mean) * (value - mean);
            }
        }

        var deviation = Math.Sqrt(squares / (count - 1));
        return deviation <= NoiseRatio * Math.Abs(mean) ? 0.0 : deviation;
    }

    /// <summary>
    /// Adjusted Fisher-Pearson skewness, √(n(n−1))/(n−2) · m₃/m₂^1.5 with population moments (Joanes and Gill, 1998, G₁); NaN for fewer
    /// than three values or equal ones.
    /// </summary>
    public static double Skewness(ReadOnlySpan<double> window, int minimumCount)
    {
        var sum = Sum(window, out var count);
        if (count < minimumCount || count < 3)
        {
            return double.NaN;
        }

        var mean = sum / count;
        double second = 0.0, third = 0.0;
        foreach (var value in window)
        {
            if (!double.IsNaN(value))
            {
                var deviation = value - mean;
                second += deviation * deviation;
                third += deviation * deviation * deviation;
            }
        }

        second /= count;
        third /= count;
        return Math.Sqrt(second) <= NoiseRatio * Math.Abs(mean)
            ? double.NaN
            : Math.Sqrt((double)count * (count - 1)) / (count - 2) * third / (second * Math.Sqrt(second));
    }

    public static double Maximum(ReadOnlySpan<double> window, int minimumCount)
    {
        var maximum = double.NegativeInfinity;
        var count = 0;
        foreach (var value in window)
        {
            if (!double.IsNaN(value))
            {
                maximum = value > maximum ? value : maximum;
                count++;
            }
        }

        return count >= minimumCount && count > 0 ? maximum : double.NaN;
    }

    /// <summary>Least-squares line of <paramref name="y"/> on <paramref name="x"/> over the places where both exist.</summary>
    /// <returns>All NaN below <paramref name="minimumCount"/> or three pairs, or where x does not vary.</returns>
    public static Line Regress(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int minimumCount)
    {
        double sumX = 0.0, sumY = 0.0;
        var count = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsNaN(x[i]) && !double.IsNaN(y[i]))
            {
                sumX += x[i];
                sumY += y[i];
                count++;
            }
        }

        if (count < minimumCount || count < 3)
        {
            return Line.Undefined;
        }

        var meanX = sumX / count;
        var meanY = sumY / count;
        double xx = 0.0, xy = 0.0, yy = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsNaN(x[i]) && !double.IsNaN(y[i]))
            {
                var dx = x[i] - meanX;
                var dy = y[i] - meanY;
                xx += dx * dx;
                xy += dx * dy;
                yy += dy * dy;
            }
        }

        if (Math.Sqrt(xx / count) <= NoiseRatio * Math.Abs(meanX))
        {
            return Line.Undefined;
        }

        var slope = xy / xx;
        var flat = Math.Sqrt(yy / count) <= NoiseRatio * Math.Abs(meanY);
        var residuals = yy - (slope * xy);
        return new Line(
            Intercept: meanY - (slope * meanX),
            Slope: slope,
            Correlation: flat ? double.NaN : xy / Math.Sqrt(xx * yy),
            ResidualDeviation: residuals <= NoiseRatio * yy ? 0.0 : Math.Sqrt(residuals / (count - 2)));
    }
}
