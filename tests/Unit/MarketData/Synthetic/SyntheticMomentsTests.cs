using Assay.MarketData.Synthetic;

namespace Assay.Tests.Unit.MarketData.Synthetic;

/// <summary>What the options state against what is measured on the market they make.</summary>
public sealed class SyntheticMomentsTests
{
    private const int SectorCount = 11;

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(30)]
    public void Generate_StatedDegreesOfFreedom_HasTheirVolatilityAndKurtosis(int degreesOfFreedom)
    {
        var market = LifelikeSamples.Raw(SyntheticMarket.Generate(LifelikeSamples.Plain with { TailDegreesOfFreedom = degreesOfFreedom }));
        double[][] returns = [.. Enumerable.Range(0, 100).Select(symbol => LifelikeSamples.Returns(market, symbol))];

        // Moments by symbol; their spread over 100 independent symbols is the sampling error.
        var (variance, varianceError) = MeanAndError([.. returns.Select(values => 252 * Moment(values, 2))]);
        var (fourth, fourthError) = MeanAndError([.. returns.Select(values => Moment(values, 4) * 252 * 252 / (0.3 * 0.3 * 0.3 * 0.3))]);
        variance.ShouldBe(0.09 * TruncatedMoment(degreesOfFreedom, 2), 4 * varianceError);
        fourth.ShouldBe(TruncatedMoment(degreesOfFreedom, 4), 4 * fourthError);
        fourthError.ShouldBeLessThan(0.35);
    }

    [Fact]
    public void Generate_MarketAndSectorOfStatedVolatility_CorrelatesPairsAsStated()
    {
        var regime = new SyntheticRegimeOptions { Drift = 0, Volatility = 0.2, SpecificMultiple = 1, MeanLengthSessions = 20_000 };
        var options = LifelikeSamples.Plain with { Calm = regime, Stressed = regime, SectorVolatility = 0.2, Symbols = 44, Sessions = 3_000 };
        var market = LifelikeSamples.Raw(SyntheticMarket.Generate(options));
        double[][] returns = [.. Enumerable.Range(0, 44).Select(symbol => LifelikeSamples.Returns(market, symbol))];
        var pairs = Enumerable.Range(0, 44).SelectMany(first => Enumerable.Range(first + 1, 43 - first).Select(second => (First: first, Second: second)))
            .Select(pair => (SameSector: pair.First % SectorCount == pair.Second % SectorCount, Value: LifelikeSamples.Correlation(returns[pair.First], returns[pair.Second])))
            .ToArray();

        var within = pairs.Where(pair => pair.SameSector).Average(pair => pair.Value);
        var across = pairs.Where(pair => !pair.SameSector).Average(pair => pair.Value);

        // Variances 0.04, 0.04 and 0.09: shared by pairs of a sector 8 parts of 17, by the others 4.
        within.ShouldBe(8.0 / 17, 0.03);
        across.ShouldBe(4.0 / 17, 0.03);
    }

    [Fact]
    public void Generate_Styles_SpreadThePairsWithoutMovingTheirMean()
    {
        double[] PairsOf(SyntheticOptions options)
        {
            var market = LifelikeSamples.Raw(SyntheticMarket.Generate(options with { Symbols = 40, Sessions = 2_000 }));
            double[][] returns = [.. Enumerable.Range(0, 40).Select(symbol => LifelikeSamples.Returns(market, symbol))];
            return [.. Enumerable.Range(0, 40).SelectMany(first => Enumerable.Range(first + 1, 39 - first).Select(second => LifelikeSamples.Correlation(returns[first], returns[second])))];
        }

        var without = PairsOf(LifelikeSamples.Plain);
        var with = PairsOf(LifelikeSamples.Plain with { Styles = [new SyntheticStyleOptions { Name = "value", Premium = 0, Volatility = 0.15 }] });

        // Without styles a pair's correlation is only its sampling error, 1/√2000.
        Math.Sqrt(Moment(without, 2)).ShouldBe(1 / Math.Sqrt(2_000), 0.004);
        Math.Sqrt(Moment(with, 2)).ShouldBeGreaterThan(0.1);
        Math.Abs(with.Average()).ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Generate_VolumeTiedToVolatility_FollowsMovesAndRegimes()
    {
        double RegimeLift(double loading)
        {
            var market = LifelikeSamples.Raw(SyntheticMarket.Generate(LifelikeSamples.Small with { VolatilityVolumeLoading = loading, Earnings = null, Actions = null, Exits = null }));
            var axis = market.Axis;
            var sessions = Enumerable.Range(1, axis.SessionCount - 1).Select(session => (
                Move: Mean(axis.SymbolCount, symbol => Math.Abs(Math.Log(market.Close[session, symbol] / market.Close[session - 1, symbol]))),
                Volume: Mean(axis.SymbolCount, symbol => Math.Log(market.Close[session, symbol] * market.Volume[session, symbol])))).ToArray();
            var months = sessions.Chunk(21).Select(month => (Move: month.Average(day => day.Move), Volume: month.Average(day => day.Volume))).ToArray();
            return LifelikeSamples.Correlation([.. months.Select(month => month.Move)], [.. months.Select(month => month.Volume)]);
        }

        var raw = LifelikeSamples.Raw(SyntheticMarket.Generate(LifelikeSamples.Small with { Earnings = null }));
        var own = Enumerable.Range(0, 50).Average(symbol => LifelikeSamples.Correlation(
            [.. LifelikeSamples.Returns(raw, symbol).Select(move => Math.Abs(move))],
            [.. raw.Volume.HistoryOf(symbol).ToArray().Skip(1).Select(volume => Math.Log(volume))]));

        own.ShouldBeGreaterThan(0.1);
        RegimeLift(1.5).ShouldBeGreaterThan(0.8);
        RegimeLift(1.5).ShouldBeGreaterThan(RegimeLift(0));
    }

    [Theory]
    [InlineData(1, 0.03)]
    [InlineData(2, 0.03)]
    [InlineData(3, 0.05)]
    public void Generate_SignalOfStatedSize_IsRealisedWithinItsSamplingError(ulong seed, double wanted)
    {
        var (mean, error) = LifelikeSamples.Ic(SyntheticMarket.Generate(LifelikeSamples.Small with { Seed = seed, SignalIc = wanted }));

        // Scaled to the very history; only those that a low price takes off afterwards move it.
        mean.ShouldBe(wanted, 0.004);
        error.ShouldBeLessThan(0.02);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Generate_SignalOff_IsWithinTheSamplingErrorOfNothing(ulong seed)
    {
        var (mean, error) = LifelikeSamples.Ic(SyntheticMarket.Generate(LifelikeSamples.Small with { Seed = seed, SignalIc = 0 }));

        Math.Abs(mean).ShouldBeLessThan(3 * error);
        error.ShouldBeLessThan(0.02);
    }

    private static double Mean(int count, Func<int, double> value) => Enumerable.Range(0, count).Select(value).Where(double.IsFinite).Average();

    private static double Moment(double[] values, int order)
    {
        var mean = values.Average();
        return values.Average(value => Math.Pow(value - mean, order));
    }

    private static (double Mean, double Error) MeanAndError(double[] values) =>
        (values.Average(), Math.Sqrt(Moment(values, 2) / (values.Length - 1)));

    /// <summary>Moment of Student's t of variance 1, cut at ±7, by the trapezoid rule; what lies beyond counts as 7.</summary>
    private static double TruncatedMoment(int degreesOfFreedom, int order)
    {
        const double Step = 1e-3;
        var scale = Math.Sqrt((degreesOfFreedom - 2.0) / degreesOfFreedom);
        double Density(double x) => Math.Pow(1 + (x / scale * x / scale / degreesOfFreedom), -(degreesOfFreedom + 1) / 2.0);
        var (mass, moment) = (0.0, 0.0);
        for (var x = 0.5 * Step; x < 500; x += Step)
        {
            mass += Density(x);
            moment += Density(x) * Math.Pow(Math.Min(x, 7), order);
        }

        return moment / mass;
    }
}
