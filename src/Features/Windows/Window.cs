using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Features.Windows;

/// <summary>
/// Statistics of one window of values, NaN left out. Each window is computed from its own values alone: no running sum that drifts, and the
/// same bits wherever the history begins. Sums run in four lanes whatever the processor, so the bits do not depend on it either. Below
/// <c>minimumCount</c> values the result is NaN.
/// </summary>
internal static class Window
{
    /// <summary>Below this ratio of spread to level a spread is rounding noise of equal values, and counts as none.</summary>
    private const double NoiseRatio = 1e-12;

    private const int Lanes = 4;

    // Windows are computed millions of times in a run of seconds: waiting for tiered compilation would cost more than it gains.
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    [MethodImpl(Hot)]
    public static double Sum(ReadOnlySpan<double> window, out int count)
    {
        var sums = Vector256<double>.Zero;
        var counts = Vector256<long>.Zero;
        ref var start = ref MemoryMarshal.GetReference(window);
        var i = 0;
        for (; i <= window.Length - Lanes; i += Lanes)
        {
            var values = Vector256.LoadUnsafe(ref start, (nuint)i);
            var defined = Vector256.Equals(values, values);
            sums += values & defined;
            counts -= defined.AsInt64();
        }

        var sum = Total(sums);
        count = (int)Vector256.Sum(counts);
        for (; i < window.Length; i++)
        {
            if (!double.IsNaN(window[i]))
            {
                sum += window[i];
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
    [MethodImpl(Hot)]
    public static double Deviation(ReadOnlySpan<double> window, int minimumCount)
    {
        var sum = Sum(window, out var count);
        if (count < minimumCount || count < 2)
        {
            return double.NaN;
        }

        var mean = sum / count;
        var squares = Vector256<double>.Zero;
        var means = Vector256.Create(mean);
        ref var start = ref MemoryMarshal.GetReference(window);
        var i = 0;
        for (; i <= window.Length - Lanes; i += Lanes)
        {
            var deviations = Vector256.LoadUnsafe(ref start, (nuint)i) - means;
            deviations &= Vector256.Equals(deviations, deviations);
            squares += deviations * deviations;
        }

        var total = Total(squares);
        for (; i < window.Length; i++)
        {
            if (!double.IsNaN(window[i]))
            {
                total += (window[i] - mean) * (window[i] - mean);
            }
        }

        var deviation = Math.Sqrt(total / (count - 1));
        return deviation <= NoiseRatio * Math.Abs(mean) ? 0.0 : deviation;
    }

    /// <summary>
    /// Adjusted Fisher-Pearson skewness, √(n(n−1))/(n−2) · m₃/m₂^1.5 with population moments (Joanes and Gill, 1998, G₁); NaN for fewer
    /// than three values or equal ones.
    /// </summary>
    [MethodImpl(Hot)]
    public static double Skewness(ReadOnlySpan<double> window, int minimumCount)
    {
        var sum = Sum(window, out var count);
        if (count < minimumCount || count < 3)
        {
            return double.NaN;
        }

        var mean = sum / count;
        var squares = Vector256<double>.Zero;
        var cubes = Vector256<double>.Zero;
        var means = Vector256.Create(mean);
        ref var start = ref MemoryMarshal.GetReference(window);
        var i = 0;
        for (; i <= window.Length - Lanes; i += Lanes)
        {
            var deviations = Vector256.LoadUnsafe(ref start, (nuint)i) - means;
            deviations &= Vector256.Equals(deviations, deviations);
            squares += deviations * deviations;
            cubes += deviations * deviations * deviations;
        }

        var second = Total(squares);
        var third = Total(cubes);
        for (; i < window.Length; i++)
        {
            if (!double.IsNaN(window[i]))
            {
                var deviation = window[i] - mean;
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

    [MethodImpl(Hot)]
    public static double Maximum(ReadOnlySpan<double> window, int minimumCount)
    {
        var lowest = Vector256.Create(double.NegativeInfinity);
        var maxima = lowest;
        var counts = Vector256<long>.Zero;
        ref var start = ref MemoryMarshal.GetReference(window);
        var i = 0;
        for (; i <= window.Length - Lanes; i += Lanes)
        {
            var values = Vector256.LoadUnsafe(ref start, (nuint)i);
            var defined = Vector256.Equals(values, values);
            maxima = Vector256.Max(maxima, Vector256.ConditionalSelect(defined, values, lowest));
            counts -= defined.AsInt64();
        }

        var maximum = double.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++)
        {
            maximum = Math.Max(maximum, maxima.GetElement(lane));
        }

        var count = (int)Vector256.Sum(counts);
        for (; i < window.Length; i++)
        {
            if (!double.IsNaN(window[i]))
            {
                maximum = Math.Max(maximum, window[i]);
                count++;
            }
        }

        return count >= minimumCount && count > 0 ? maximum : double.NaN;
    }

    /// <summary>The sum of the lanes in one fixed order.</summary>
    internal static double Total(Vector256<double> lanes) =>
        lanes.GetElement(0) + lanes.GetElement(1) + (lanes.GetElement(2) + lanes.GetElement(3));
}
