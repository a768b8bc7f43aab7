using Assay.Backtesting.Engine;
using Assay.Features.Regimes;
using Assay.Portfolio;
using Assay.Portfolio.Optimizers;
using Assay.Tests.Unit.Backtesting.Engine;

namespace Assay.Tests.Unit.Portfolio;

public sealed class PortfolioConstructorTests
{
    private const int Session = 79;
    private readonly BacktestInput input = BacktestSamples.Make(90, 20, 40, 70);

    [Theory]
    [InlineData(Regime.RiskOff, 0.5)]
    [InlineData(Regime.Normal, 0.9)]
    [InlineData(Regime.RiskOn, 1.0)]
    public void Construct_EachRegime_InvestsItsShareAndKeepsTheRestInCash(Regime regime, double exposure)
    {
        Array.Fill(input.Regimes.Values, regime);
        var target = Construct(new CapturingOptimizer());
        target.Status.ShouldBe(TargetStatus.Decided);
        target.Weights.Sum().ShouldBe(exposure, 1e-12);
        target.CashWeight.ShouldBe(1 - exposure, 1e-12);
    }

    [Fact]
    public void Construct_NoLongerMemberOrTooYoungOrWithoutPrice_IsNoCandidate()
    {
        var axis = input.Market.Axis;
        int[] best = [3, 8, 11];
        foreach (var symbol in best)
        {
            input.Scores.Values[axis.IndexOf(Session, symbol)] = 100;
        }

        input.Universe.Member[axis.IndexOf(Session, 3)] = false;
        input.Market.Close.Values[axis.IndexOf(Session, 8)] = double.NaN;
        for (var t = 0; t < Session - 20; t++)
        {
            input.Market.Close.Values[axis.IndexOf(t, 11)] = double.NaN;
        }

        var target = Construct(new CapturingOptimizer());
        target.Symbols.Intersect(best).ShouldBeEmpty();
        target.ScoredCount.ShouldBe(17);
    }

    [Fact]
    public void Construct_Scores_BecomeExpectedReturnsByTheirPlaceInTheCrossSection()
    {
        var optimizer = new CapturingOptimizer();
        var target = Construct(optimizer);
        var scores = Enumerable.Range(0, 20).Select(symbol => input.Scores[Session, symbol]).ToArray();
        var mean = scores.Average();
        var deviation = Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / 19);
        var seen = optimizer.Seen.ShouldNotBeNull();
        for (var k = 0; k < target.Symbols.Length; k++)
        {
            var sigma = Math.Sqrt(seen.Covariance.Matrix[(k * seen.Count) + k]);
            seen.ExpectedReturns[k].ShouldBe(0.03 * sigma * (scores[target.Symbols[k]] - mean) / deviation, 1e-15);
        }
    }

    [Fact]
    public void Construct_EveryOptimizerFails_LeavesThePortfolioAndSaysWhy()
    {
        Array.Fill(input.Scores.Values, 1.0);
        var target = Construct(new MaxSharpeOptimizer());
        target.Status.ShouldBe(TargetStatus.OptimizerFailed);
        target.Optimization.ShouldNotBeNull().Failure.ShouldBe(OptimizationFailure.ExpectedReturnUndefined);
        target.Weights.ShouldBeEmpty();
    }

    private TargetPortfolio Construct(IOptimizer optimizer) =>
        new PortfolioConstructor(
            input.Market,
            input.Universe,
            input.Regimes,
            PortfolioSamples.Options with { MaximumWeight = 1, MaximumSectorWeight = 1 }).Construct(input.Scores, Session, new bool[20], optimizer);

    private sealed class CapturingOptimizer : IOptimizer
    {
        public OptimizerInput? Seen { get; private set; }

        public string Name => "capturing";

        public OptimizationResult Allocate(OptimizerInput input)
        {
            Seen = input;
            return new EqualWeightOptimizer().Allocate(input);
        }
    }
}
