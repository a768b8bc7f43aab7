using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Features.Windows;

/// <summary>A line fitted by least squares. The residuals' deviation has n − 2 degrees of freedom.</summary>
internal readonly record struct Line(double Intercept, double Slope, double Correlation, double ResidualDeviation)
{
    private const double NoiseRatio = 1e-12;
    private const int Lanes = 4;

    private static Line Undefined => new(double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Fits y on x over the places where both exist; sums run in four lanes, as in <see cref="Window"/>.</summary>
    /// <returns>All NaN below <paramref name="minimumCount"/> or three pairs, or where x does not vary.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Line Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int minimumCount)
    {
        var (sumX, sumY, count) = Sums(x, y);
        if (count < minimumCount || count < 3)
        {
            return Undefined;
        }

        var meanX = sumX / count;
        var meanY = sumY / count;
        var (allXx, allXy, allYy) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (meansX, meansY) = (Vector256.Create(meanX), Vector256.Create(meanY));
        ref var startX = ref MemoryMarshal.GetReference(x);
        ref var startY = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            var dx = Vector256.LoadUnsafe(ref startX, (nuint)i) - meansX;
            var dy = Vector256.LoadUnsafe(ref startY, (nuint)i) - meansY;
            var defined = Vector256.Equals(dx, dx) & Vector256.Equals(dy, dy);
            dx &= defined;
            dy &= defined;
            allXx += dx * dx;
            allXy += dx * dy;
            allYy += dy * dy;
        }

        var (xx, xy, yy) = (Window.Total(allXx), Window.Total(allXy), Window.Total(allYy));
        for (; i < x.Length; i++)
        {
            if (!double.IsNaN(x[i]) && !double.IsNaN(y[i]))
            {
                xx += (x[i] - meanX) * (x[i] - meanX);
                xy += (x[i] - meanX) * (y[i] - meanY);
                yy += (y[i] - meanY) * (y[i] - meanY);
            }
        }

        // A spread that is only the rounding of equal values counts as none.
        if (Math.Sqrt(xx / count) <= NoiseRatio * Math.Abs(meanX))
        {
            return Undefined;
        }

        var slope = xy / xx;
        var residuals = yy - (slope * xy);
        return new Line(
            Intercept: meanY - (slope * meanX),
            Slope: slope,
            Correlation: Math.Sqrt(yy / count) <= NoiseRatio * Math.Abs(meanY) ? double.NaN : xy / Math.Sqrt(xx * yy),
            ResidualDeviation: residuals <= NoiseRatio * yy ? 0.0 : Math.Sqrt(residuals / (count - 2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double X, double Y, int Count) Sums(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (sumsX, sumsY, counts) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<long>.Zero);
        ref var startX = ref MemoryMarshal.GetReference(x);
        ref var startY = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            var valuesX = Vector256.LoadUnsafe(ref startX, (nuint)i);
            var valuesY = Vector256.LoadUnsafe(ref startY, (nuint)i);
            var defined = Vector256.Equals(valuesX, valuesX) & Vector256.Equals(valuesY, valuesY);
            sumsX += valuesX & defined;
            sumsY += valuesY & defined;
            counts -= defined.AsInt64();
        }

        var (sumX, sumY, count) = (Window.Total(sumsX), Window.Total(sumsY), (int)Vector256.Sum(counts));
        for (; i < x.Length; i++)
        {
            if (!double.IsNaN(x[i]) && !double.IsNaN(y[i]))
            {
                sumX += x[i];
                sumY += y[i];
                count++;
            }
        }

        return (sumX, sumY, count);
    }
}
