using Assay.Backtesting.Overfitting;
using Assay.Tests.Unit.Backtesting.Measures;

namespace Assay.Tests.Unit.Backtesting.Overfitting;

public sealed class OverfittingTests
{
    // Bailey and López de Prado (2012), the hedge fund of two years of monthly returns: SR 0.458, skewness −2.448, kurtosis 10.164.
    [Theory]
    [InlineData(0, 3, 0.982)]
    [InlineData(-2.448, 10.164, 0.913)]
    public void ProbabilisticSharpe_ExampleOfThePaper_GivesItsProbability(double skewness, double kurtosis, double expected) =>
        ProbabilisticSharpeRatio.FromMoments(0.458, 0, 24, skewness, kurtosis).Value.ShouldNotBeNull().ShouldBe(expected, 0.0005);

    // Bailey and López de Prado (2014), numerical example: 100 trials of annual variance ½, 250 days a year, SR 2.5, skewness −3, kurtosis 10.
    [Fact]
    public void DeflatedSharpe_ExampleOfThePaper_GivesItsThresholdAndProbability()
    {
        var threshold = DeflatedSharpeRatio.ExpectedMaximum(new TrialRegister(100, 0.5 / 250));
        threshold.ShouldBe(0.1132, 0.00005);
        ProbabilisticSharpeRatio.FromMoments(2.5 / Math.Sqrt(250), threshold, 1250, -3, 10).Value.ShouldNotBeNull().ShouldBe(0.9004, 0.00005);
    }

    // SciPy 1.10.1 moments on the same returns.
    [Fact]
    public void ProbabilisticSharpe_ReferenceReturns_EqualsScipy() =>
        ProbabilisticSharpeRatio.Of(StatisticsSamples.Returns(5, 300, 0.0008), 0, 0).Value.ShouldNotBeNull().ShouldBe(0.999696693245806, 1e-9);

    [Fact]
    public void DeflatedSharpe_OneTrial_IsTheProbabilisticSharpe()
    {
        var returns = StatisticsSamples.Returns(5, 300, 0.0001);
        DeflatedSharpeRatio.Of(returns, TrialRegister.Of([0.1]), 0).ShouldBe(ProbabilisticSharpeRatio.Of(returns, 0, 0));
    }

    [Fact]
    public void DeflatedSharpe_MoreTrials_IsLower()
    {
        var returns = StatisticsSamples.Returns(5, 300, 0.0004);
        var few = DeflatedSharpeRatio.Of(returns, new TrialRegister(5, 0.001), 0).Value.ShouldNotBeNull();
        DeflatedSharpeRatio.Of(returns, new TrialRegister(500, 0.001), 0).Value.ShouldNotBeNull().ShouldBeLessThan(few);
    }

    // An independent count in Python (itertools.combinations, scipy.stats.rankdata) on the same series: 8 and 12 of 70 splits.
    [Theory]
    [InlineData(6, 8.0 / 70)]
    [InlineData(5, 12.0 / 70)]
    public void OverfittingProbability_ReferenceSeries_EqualsPython(int strategies, double expected) =>
        BacktestOverfittingProbability.Of([.. Enumerable.Range(0, strategies).Select(n => StatisticsSamples.Returns(10 + (3 * n), 163, 0.0002 * n))], 8)
            .Value.ShouldNotBeNull().ShouldBe(expected, 1e-12);

    [Fact]
    public void OverfittingProbability_OneStrategyAlwaysBest_IsNothing()
    {
        var series = Enumerable.Range(0, 5).Select(n => StatisticsSamples.Returns(20 + n, 320, n == 2 ? 0.02 : 0)).ToList();
        BacktestOverfittingProbability.Of(series, 16).Value.ShouldBe(0);
    }

    [Fact]
    public void OverfittingProbability_TooLittleToSplit_IsUndefined()
    {
        BacktestOverfittingProbability.Of([StatisticsSamples.Returns(1, 300, 0)], 16).Reason.ShouldBe("fewer than two strategies");
        BacktestOverfittingProbability.Of([StatisticsSamples.Returns(1, 20, 0), StatisticsSamples.Returns(2, 20, 0)], 16).Value.ShouldBeNull();
    }

    [Fact]
    public void Resample_ManyDraws_HaveTheMeanBlockAndEveryDayAlike()
    {
        const int Length = 250;
        var bootstrap = new StationaryBootstrap(Length, StatisticsSamples.Options with { BootstrapDraws = 2000 });
        var breaks = 0;
        var counts = new int[Length];
        for (var draw = 0; draw < 2000; draw++)
        {
            var days = bootstrap.Resample(draw);
            for (var t = 0; t < Length; t++)
            {
                counts[days[t]]++;
                breaks += t > 0 && days[t] != (days[t - 1] + 1) % Length ? 1 : 0;
            }
        }

        // A block ends with probability 1/10, less the 1 in 250 chance that the next one goes on by luck.
        (breaks / (2000.0 * (Length - 1))).ShouldBe(0.1 * (1 - (1.0 / Length)), 0.002);
        counts.ShouldAllBe(count => count > 1500 && count < 2500);
    }

    [Fact]
    public void ProbabilityOfUplift_PlainlyBetterSeries_IsNearOneAndTheReverseNearNothing()
    {
        var worse = StatisticsSamples.Returns(30, 300, 0);
        double[] better = [.. worse.Select(value => value + 0.001)];
        var bootstrap = new StationaryBootstrap(300, StatisticsSamples.Options);
        bootstrap.ProbabilityOfUplift(better, worse, 0).Value.ShouldBe(1);
        bootstrap.ProbabilityOfUplift(worse, better, 0).Value.ShouldBe(0);
        bootstrap.ProbabilityOfUplift(worse, worse, 0).Value.ShouldBe(0);
    }

    [Fact]
    public void IntervalOf_SameSeed_IsTheSameAndOtherSeedDiffers()
    {
        var returns = StatisticsSamples.Returns(30, 300, 0.0005);
        var first = new StationaryBootstrap(300, StatisticsSamples.Options).IntervalOf(returns, sample => sample.Average());
        new StationaryBootstrap(300, StatisticsSamples.Options).IntervalOf(returns, sample => sample.Average()).ShouldBe(first);
        new StationaryBootstrap(300, StatisticsSamples.Options with { BootstrapSeed = 2 }).IntervalOf(returns, sample => sample.Average())
            .ShouldNotBe(first);
    }
}
