using System.Numerics;
using Assay.Backtesting.Measures;

namespace Assay.Backtesting.Overfitting;

/// <summary>
/// Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, López de Prado and Zhu 2017, Journal
/// of Computational Finance 20): the series are cut into blocks; over all ways of choosing half of them as in-sample, the share in which
/// the in-sample best has an out-of-sample Sharpe ratio at or below the median of all.
/// </summary>
public static class BacktestOverfittingProbability
{
    /// <param name="series">At least two strategies' daily returns over the same days; days that fill no whole block fall off at the start.</param>
    /// <param name="blocks">Even, 4 … 20.</param>
    public static Measure Of(IReadOnlyList<double[]> series, int blocks)
    {
        if (blocks is < 4 or > 20 || blocks % 2 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(blocks), blocks, "An even number of blocks from 4 to 20 is needed.");
        }

        if (series.Count < 2)
        {
            return Measure.Undefined("fewer than two strategies");
        }

        var size = series[0].Length / blocks;
        if (size < 2)
        {
            return Measure.Undefined($"{series[0].Length} sessions are too few for {blocks} blocks");
        }

        var sums = new double[series.Count * blocks];
        var squares = new double[series.Count * blocks];
        FillBlocks(series, blocks, size, sums, squares);
        return Count(series.Count, blocks, size, sums, squares);
    }

    private static void FillBlocks(IReadOnlyList<double[]> series, int blocks, int size, double[] sums, double[] squares)
    {
        for (var n = 0; n < series.Count; n++)
        {
            if (series[n].Length != series[0].Length)
            {
                throw new ArgumentException("All series must cover the same days.", nameof(series));
            }

            var skipped = series[n].Length - (size * blocks);
            for (var t = skipped; t < series[n].Length; t++)
            {
                var at = (n * blocks) + ((t - skipped) / size);
                sums[at] += series[n][t];
                squares[at] += series[n][t] * series[n][t];
            }
        }
    }

    private static Measure Count(int strategies, int blocks, int size, double[] sums, double[] squares)
    {
        var inside = new double[strategies];
        var outside = new double[strategies];
        var splits = 0;
        var overfitted = 0.0;
        for (var mask = 0u; mask < 1u << blocks; mask++)
        {
            if (BitOperations.PopCount(mask) != blocks / 2)
            {
                continue;
            }

            var best = 0;
            for (var n = 0; n < strategies; n++)
            {
                inside[n] = Ratio(n, mask, blocks, size, sums, squares);
                outside[n] = Ratio(n, ~mask, blocks, size, sums, squares);
                best = inside[n] > inside[best] ? n : best;
            }

            if (Array.Exists(inside, double.IsNaN) || Array.Exists(outside, double.IsNaN))
            {
                return Measure.Undefined("the returns of a strategy do not vary in half of the blocks");
            }

            // The logit of the relative rank r / (N + 1) is at most 0 when the rank is at most the middle one.
            var rank = 0.5;
            for (var n = 0; n < strategies; n++)
            {
                rank += outside[n] < outside[best] ? 1 : outside[n] == outside[best] ? 0.5 : 0;
            }

            overfitted += rank <= (strategies + 1) / 2.0 ? 1 : 0;
            splits++;
        }

        return new Measure(overfitted / splits, null);
    }

    private static double Ratio(int strategy, uint mask, int blocks, int size, double[] sums, double[] squares)
    {
        double sum = 0, square = 0;
        for (var block = 0; block < blocks; block++)
        {
            if ((mask & (1u << block)) != 0)
            {
                sum += sums[(strategy * blocks) + block];
                square += squares[(strategy * blocks) + block];
            }
        }

        var days = size * (blocks / 2);
        var variance = (square - (sum * sum / days)) / (days - 1);
        return variance > 0 ? sum / days / Math.Sqrt(variance) : double.NaN;
    }
}
