using Assay.Backtesting.Measures;
using Assay.Configuration;
using Assay.Features.Regimes;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Backtesting.Measures;

public sealed class MeasureTests
{
    private static readonly double[] Returns = StatisticsSamples.Returns(5, 300, 0.0008);

    // NumPy 1.24.2 and pandas (Debian 12) on the same returns.
    [Fact]
    public void Measures_ReferenceReturns_EqualPandas()
    {
        Value(TotalReturn.Of(Returns)).ShouldBe(0.6432602758675605, 1e-12);
        Value(CompoundAnnualGrowth.Of(Returns)).ShouldBe(0.5177258798817845, 1e-12);
        Value(AnnualVolatility.Of(Returns)).ShouldBe(0.13379192077276503, 1e-12);
        Value(SharpeRatio.Of(Returns, 0)).ShouldBe(3.187550560439998, 1e-11);
        Value(SharpeRatio.Of(Returns, 0.02)).ShouldBe(3.03806470296458, 1e-11);
        Value(SortinoRatio.Of(Returns)).ShouldBe(5.328045142562538, 1e-11);
        Value(MaxDrawdown.Of(Returns)).ShouldBe(-0.07403380500011103, 1e-12);
        Value(CalmarRatio.Of(Returns)).ShouldBe(6.993101055403111, 1e-10);
        Value(WinRate.Of(Returns)).ShouldBe(0.5633333333333334, 1e-12);
    }

    [Fact]
    public void MaxDrawdown_LossOnTheFirstDay_CountsFromTheStart() => Value(MaxDrawdown.Of([-0.1, 0.05])).ShouldBe(-0.1, 1e-15);

    [Fact]
    public void Measures_WhereUndefined_GiveAReasonAndNoNumber()
    {
        SharpeRatio.Of([0.01], 0).ShouldBe(Measure.Undefined("fewer than two returns"));
        SharpeRatio.Of([0, 0, 0], 0).ShouldBe(Measure.Undefined("the returns do not vary"));
        SortinoRatio.Of([0.01, 0.02]).ShouldBe(Measure.Undefined("no day lost money"));
        CalmarRatio.Of([0.01, 0.02]).ShouldBe(Measure.Undefined("there was no drawdown"));
        CompoundAnnualGrowth.Of([-1, 0.5]).ShouldBe(Measure.Undefined("everything was lost"));
        WinRate.Of([]).Value.ShouldBeNull();
        Turnover.PerRebalance([double.NaN], [false]).Value.ShouldBeNull();
    }

    [Fact]
    public void Turnover_LateFills_CountTowardsTheirRebalance()
    {
        double[] turnovers = [0.3, 0.1, double.NaN, 0.2, double.NaN];
        bool[] rebalanced = [true, false, false, true, false];
        Value(Turnover.PerRebalance(turnovers, rebalanced)).ShouldBe(0.3, 1e-15);
        Value(Turnover.Annual(turnovers)).ShouldBe(0.6 / 5 * 252, 1e-12);
    }

    [Fact]
    public void RegimePerformance_DaysOfOneRegime_AreTakenTogether()
    {
        var daily = StatisticsSamples.Daily(Returns);
        var normal = RegimePerformance.AllOf(daily, 0)[1];
        double[] days = [.. Returns[50..100], .. Returns[200..250]];
        normal.Regime.ShouldBe(Regime.Normal);
        normal.Sessions.ShouldBe(100);
        normal.Sharpe.ShouldBe(SharpeRatio.Of(days, 0));
        normal.TotalReturn.ShouldBe(TotalReturn.Of(days));
    }

    [Theory]
    [InlineData(1.0, 1.0, 1.0, 1)]
    [InlineData(0.0, 1.0, 2.0, 0.5)]
    [InlineData(-5.0, 0.0, 5.0, 0)]
    public void RegimeConsistency_SpreadOfRatios_FollowsTheRule(double first, double second, double third, double expected) =>
        Value(RegimeConsistency.Of([Of(first, 50), Of(second, 50), Of(third, 50), Of(99, 39)], 40)).ShouldBe(expected, 1e-12);

    [Fact]
    public void RegimeConsistency_OneRegimeOrNone_IsHalfOrUndefined()
    {
        Value(RegimeConsistency.Of([Of(2, 50), Of(1, 39)], 40)).ShouldBe(0.5);
        RegimeConsistency.Of([Of(1, 39)], 40).Value.ShouldBeNull();
    }

    [Fact]
    public void Report_ReferenceReturns_HoldsTheMeasuresAndIntervalsAroundThem()
    {
        var report = PerformanceReport.Of(StatisticsSamples.Daily(Returns), StatisticsSamples.Options);
        report.Sharpe.ShouldBe(SharpeRatio.Of(Returns, 0));
        report.Turnover.Value.ShouldNotBeNull().ShouldBe(0.2, 1e-12);
        report.SharpeInterval.Low.ShouldNotBeNull().ShouldBeLessThan(Value(report.Sharpe));
        report.SharpeInterval.High.ShouldNotBeNull().ShouldBeGreaterThan(Value(report.Sharpe));
        report.GrossSharpe.Value.ShouldNotBeNull().ShouldBeGreaterThan(Value(report.Sharpe));
    }

    [Fact]
    public void Read_ShippedConfiguration_IsValid() =>
        new ConfigurationFolder(Path.Combine(SharedData.FindCheckout()!, "config")).Read(StatisticsOptions.FileName, new StatisticsOptionsValidator())
            .BootstrapDraws.ShouldBe(1000);

    private static double Value(Measure measure) => measure.Value.ShouldNotBeNull();

    private static RegimePerformance Of(double sharpe, int sessions) => new()
    {
        Regime = Regime.Normal,
        Sessions = sessions,
        MeanReturn = new Measure(0, null),
        Sharpe = new Measure(sharpe, null),
        WinRate = new Measure(0.5, null),
        TotalReturn = new Measure(0, null),
    };
}
