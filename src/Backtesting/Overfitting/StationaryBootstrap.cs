using Assay.Backtesting.Measures;
using Assay.Numerics.Randomness;
using Assay.Numerics.Statistics;

namespace Assay.Backtesting.Overfitting;

/// <summary>
/// Stationary block bootstrap (Politis and Romano 1994): resamples of a series in blocks of geometric length that wrap around its end. All
/// resamples are drawn once from the seed, so that two series of one length are resampled on the same days.
/// </summary>
public sealed class StationaryBootstrap
{
    private readonly int length;
    private readonly int draws;
    private readonly double confidence;
    private readonly int[] indices;

    /// <param name="length">Sessions of the series, ≥ 1.</param>
    /// <param name="options">Draws, mean block, seed, confidence.</param>
    public StationaryBootstrap(int length, StatisticsOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        this.length = length;
        draws = options.BootstrapDraws;
        confidence = options.BootstrapConfidence;
        indices = new int[draws * length];
        var stream = SeededStream.Derive((ulong)options.BootstrapSeed, "stationary_bootstrap");
        var restart = 1.0 / options.BootstrapMeanBlockSessions;
        for (var draw = 0; draw < draws; draw++)
        {
            var current = 0;
            for (var t = 0; t < length; t++)
            {
                var fresh = t == 0 || stream.NextDouble() < restart;
                current = fresh ? stream.NextInt32(length) : (current + 1) % length;
                indices[(draw * length) + t] = current;
            }
        }
    }

    /// <summary>The days of one resample, as positions in the series.</summary>
    public ReadOnlySpan<int> Resample(int draw) => indices.AsSpan(draw * length, length);

    /// <summary>The interval between the quantiles that leave out equal shares of the draws on both sides.</summary>
    public Interval IntervalOf(ReadOnlySpan<double> series, Func<double[], double> statistic)
    {
        var values = new double[draws];
        var sample = new double[length];
        var known = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            Gather(series, draw, sample);
            var value = statistic(sample);
            if (double.IsFinite(value))
            {
                values[known++] = value;
            }
        }

        if (known < draws)
        {
            return new Interval(null, null, confidence, $"undefined in {draws - known} of {draws} draws");
        }

        Array.Sort(values);
        return new Interval(
            Quantiles.OfSorted(values, (1 - confidence) / 2), Quantiles.OfSorted(values, (1 + confidence) / 2), confidence, null);
    }

    /// <summary>Share of the draws in which the first series has the higher Sharpe ratio, both resampled on the same days.</summary>
    public Measure ProbabilityOfUplift(ReadOnlySpan<double> candidate, ReadOnlySpan<double> incumbent, double riskFreeRate)
    {
        var first = new double[length];
        var second = new double[length];
        var wins = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            Gather(candidate, draw, first);
            Gather(incumbent, draw, second);
            var uplift = SharpeRatio.DailyOf(first, riskFreeRate) - SharpeRatio.DailyOf(second, riskFreeRate);
            if (double.IsNaN(uplift))
            {
                return Measure.Undefined("a resample has no Sharpe ratio");
            }

            wins += uplift > 0 ? 1 : 0;
        }

        return new Measure((double)wins / draws, null);
    }

    private void Gather(ReadOnlySpan<double> series, int draw, Span<double> sample)
    {
        if (series.Length != length)
        {
            throw new ArgumentException($"A series of {length} sessions is needed, not of {series.Length}.", nameof(series));
        }

        var days = Resample(draw);
        for (var t = 0; t < length; t++)
        {
            sample[t] = series[days[t]];
        }
    }
}
