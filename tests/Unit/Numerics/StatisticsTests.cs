using Assay.Numerics.Statistics;

namespace Assay.Tests.Unit.Numerics;

public sealed class StatisticsTests
{
    [Fact]
    public void Of_SmallValuesBesideAHugeOne_LosesNothing() =>
        FixedOrderSum.Of([1e16, 1, 1, -1e16]).ShouldBe(2);

    [Fact]
    public void Dot_AnyLength_EqualsPlainSum()
    {
        for (var length = 0; length < 40; length++)
        {
            var left = Enumerable.Range(1, length).Select(i => (double)i).ToArray();
            var right = Enumerable.Range(1, length).Select(i => (double)(3 - i)).ToArray();
            FixedOrderSum.Dot(left, right).ShouldBe(left.Zip(right, (a, b) => a * b).Sum());
        }
    }

    // scipy 1.10.1: stats.skew and stats.kurtosis(fisher=False) of the same numbers.
    [Fact]
    public void Moments_KnownSample_EqualScipy()
    {
        double[] sample = [0.5, -1.25, 2.0, 0.75, 3.5, -0.25];
        Moments.Variance(sample).ShouldBe(2.81875, 1e-14);
        Moments.Skewness(sample).ShouldBe(0.39061558380478917, 1e-14);
        Moments.Kurtosis(sample).ShouldBe(2.1475263150132005, 1e-14);
    }

    [Fact]
    public void Skewness_ConstantSample_IsUndefined() => Moments.Skewness([1, 1, 1]).ShouldBe(double.NaN);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.1, 1.3)]
    [InlineData(1, 4)]
    public void OfSorted_Fraction_InterpolatesLikeNumPy(double fraction, double expected) =>
        Quantiles.OfSorted([1, 2, 3, 4], fraction).ShouldBe(expected, 1e-15);

    [Fact]
    public void Average_TiesAndGaps_ShareRanks()
    {
        var ranks = new double[5];
        Ranks.Average([3, double.NaN, 1, 3, 2], ranks);
        ranks.ShouldBe([3.5, double.NaN, 1, 3.5, 2]);
    }

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.001, -3.090232306167813)]
    public void Quantile_TableValue_IsExact(double probability, double z)
    {
        NormalDistribution.Quantile(probability).ShouldBe(z, 1e-9);
        NormalDistribution.Cdf(z).ShouldBe(probability, 1e-12);
    }
}
