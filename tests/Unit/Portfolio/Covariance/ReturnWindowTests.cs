using Assay.MarketData.Panels;
using Assay.Portfolio.Covariance;
using Assay.Tests.Unit.Backtesting.Engine;

namespace Assay.Tests.Unit.Portfolio.Covariance;

public sealed class ReturnWindowTests
{
    [Fact]
    public void CovarianceOf_MissingReturns_KeepsTheVarianceOfThoseThere()
    {
        // One asset: nothing to shrink. Returns 0.1, −0.1, missing, missing, 0.1, −0.1.
        var close = new Panel(BacktestSamples.Axis(7, 1), [100, 110, 99, double.NaN, 100, 110, 99]);
        var window = new ReturnWindow(close, 6);
        window.CountOf(6, 0).ShouldBe(4);
        window.CovarianceOf(6, [0]).Matrix[0].ShouldBe(0.01, 1e-15);
    }

    [Fact]
    public void CovarianceOf_PricesAfterTheSession_DoNotMatter()
    {
        var input = BacktestSamples.Make(60, 5, 41, 40);
        var before = new ReturnWindow(input.Market.Close, 30).CovarianceOf(45, [0, 2, 4]);
        for (var symbol = 0; symbol < 5; symbol++)
        {
            for (var t = 46; t < 60; t++)
            {
                input.Market.Close.Values[input.Market.Axis.IndexOf(t, symbol)] *= 3;
            }
        }

        new ReturnWindow(input.Market.Close, 30).CovarianceOf(45, [0, 2, 4]).Matrix.ShouldBe(before.Matrix);
    }

    [Fact]
    public void CovarianceOf_NextSession_IsNotServedFromTheLast()
    {
        var window = new ReturnWindow(BacktestSamples.Make(60, 5, 42, 40).Market.Close, 30);
        var first = window.CovarianceOf(45, [0, 1]);
        window.CovarianceOf(45, [0, 1]).ShouldBeSameAs(first);
        window.CovarianceOf(46, [0, 1]).Matrix.ShouldNotBe(first.Matrix);
    }
}
