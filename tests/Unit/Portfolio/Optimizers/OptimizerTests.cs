using Assay.Numerics.Covariance;
using Assay.Portfolio.Optimizers;
using CsCheck;

namespace Assay.Tests.Unit.Portfolio.Optimizers;

public sealed class OptimizerTests
{
    private static readonly int[] Sectors = [0, 1, 2, 3, 4, 5];

    public static TheoryData<string> AllNames { get; } = [.. OptimizerCatalogue.Names];

    // Reference values: scipy 1.10.1 (linkage, minimize SLSQP with ftol 1e-16) and scikit-learn 1.2.1 (ledoit_wolf) on the same returns.
    [Fact]
    public void HierarchicalRiskParity_NoCapsBinding_EqualsScipyLinkageAndBisection() => Check(
        new HierarchicalRiskParityOptimizer(),
        PortfolioSamples.Twelve(1, 1),
        [
            0.14392556403311013, 0.13491051587694447, 0.07142770959103162, 0.06315907200196638, 0.05353205512534609, 0.04500505232348591,
            0.06573505595248462, 0.14513499937245594, 0.08089040844105821, 0.05848936052742844, 0.08575376791282316, 0.052036438841865026,
        ],
        1e-12);

    [Fact]
    public void HierarchicalRiskParity_CapsBinding_IsTheProjectionOfLeastRelativeEntropy() => Check(
        new HierarchicalRiskParityOptimizer(),
        PortfolioSamples.Twelve(0.12, 0.27),
        [0.12, 0.12, 0.0793601, 0.0701732, 0.0594771, 0.0500031, 0.0730353, 0.12, 0.0898737, 0.0649849, 0.0952772, 0.0578154],
        1e-6);

    [Fact]
    public void InverseVolatility_CapsBinding_IsTheProjectionOfLeastRelativeEntropy() => Check(
        new InverseVolatilityOptimizer(),
        PortfolioSamples.Twelve(0.10, 0.26),
        [0.1, 0.0964462, 0.0751698, 0.0816121, 0.0737727, 0.075841, 0.0673327, 0.0950088, 0.081057, 0.0771129, 0.0950962, 0.0815506],
        1e-6);

    [Fact]
    public void MinVolatility_Reference_EqualsSlsqp() => Check(
        new MinVolatilityOptimizer(),
        PortfolioSamples.Twelve(0.15, 0.30),
        [0.15, 0.15, 0.0, 0.1053903, 0.0229394, 0.0094404, 0.0, 0.15, 0.1270606, 0.1278185, 0.15, 0.0073508],
        2e-6);

    [Fact]
    public void MaxSharpe_Reference_EqualsSlsqpAndItsRatio()
    {
        var input = PortfolioSamples.Twelve(0.15, 0.30);
        double[] expected = [0.0, 0.15, 0.15, 0.0, 0.15, 0.0, 0.0237031, 0.15, 0.0762969, 0.15, 0.0, 0.15];
        Check(new MaxSharpeOptimizer(), input, expected, 2e-6);
        Ratio(input, new MaxSharpeOptimizer().Allocate(input).Weights).ShouldBe(0.7086577180356027, 1e-9);
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Allocate_AnyInput_SumsToOneWithinTheCaps(string name) => Inputs(1, 60).Holds(100, input =>
    {
        var result = OptimizerCatalogue.Create(name).Allocate(input);

        result.Failure.ShouldBeNull();
        result.Weights.ShouldAllBe(weight => weight >= 0 && weight <= 0.15 + 1e-12);
        Sectors.ShouldAllBe(sector => SectorWeight(input, result.Weights, sector) <= 0.30 + 1e-9);
        (result.Weights.Sum() + result.CashWeight).ShouldBe(1, 1e-9);
        var capacity = Sectors.Sum(sector => Math.Min(0.30, 0.15 * input.SectorCodes.Count(code => code == sector)));
        result.CashWeight.ShouldBe(Math.Max(0, 1 - capacity), 1e-9);
    });

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Allocate_NamesInAnotherOrder_GivesEachNameTheSameWeight(string name)
    {
        var shuffled =
            from input in Inputs(8, 37)
            from order in Gen.Shuffle(Enumerable.Range(0, input.Count).ToArray())
            select (input, order);
        shuffled.Holds(30, drawn =>
        {
            var (input, order) = drawn;
            var direct = OptimizerCatalogue.Create(name).Allocate(input).Weights;
            var permuted = OptimizerCatalogue.Create(name).Allocate(Permute(input, order)).Weights;
            for (var i = 0; i < order.Length; i++)
            {
                permuted[i].ShouldBe(direct[order[i]], 1e-8);
            }
        });
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Allocate_ReturnsInPercent_GivesTheSameWeights(string name) => Inputs(1, 60).Holds(30, input =>
    {
        var scaled = input with
        {
            Covariance = input.Covariance with { Matrix = [.. input.Covariance.Matrix.Select(value => value * 10_000)] },
            ExpectedReturns = [.. input.ExpectedReturns.Select(value => value * 100)],
        };
        var direct = OptimizerCatalogue.Create(name).Allocate(input).Weights;
        var again = OptimizerCatalogue.Create(name).Allocate(scaled).Weights;
        for (var i = 0; i < direct.Length; i++)
        {
            again[i].ShouldBe(direct[i], 1e-9);
        }
    });

    [Fact]
    public void MaxSharpe_AnyInput_NoNearbyPortfolioHasALargerRatio()
    {
        var cases =
            from input in Inputs(10, 39)
            from moves in Gen.Select(Gen.Int[0, input.Count - 1], Gen.Int[0, input.Count - 1], Gen.Double[1e-4, 0.0201]).Array[400]
            select (input, moves);
        cases.Holds(40, drawn =>
        {
            var weights = new MaxSharpeOptimizer().Allocate(drawn.input).Weights;
            var best = Ratio(drawn.input, weights);
            foreach (var (from, to, wanted) in drawn.moves)
            {
                var moved = (double[])weights.Clone();
                var amount = Math.Min(moved[from], wanted);
                moved[from] -= amount;
                moved[to] += amount;
                if (moved[to] <= 0.15 && SectorWeight(drawn.input, moved, drawn.input.SectorCodes[to]) <= 0.30)
                {
                    Ratio(drawn.input, moved).ShouldBeLessThanOrEqualTo(best * (1 + 1e-9));
                }
            }
        });
    }

    [Fact]
    public void MaxSharpe_NothingExpectedToGain_FallsBackAndSaysSo()
    {
        var input = PortfolioSamples.Twelve(0.15, 0.30) with { ExpectedReturns = [.. Enumerable.Repeat(-0.001, 12)] };
        var result = OptimizerCatalogue.Create("max_sharpe").Allocate(input);
        result.IsFallback.ShouldBeTrue();
        result.Attempts.ShouldBe(
        [
            new OptimizationAttempt("max_sharpe", OptimizationFailure.NoPositiveExpectedReturn),
            new OptimizationAttempt("min_volatility", null),
        ]);
        result.Weights.ShouldBe(new MinVolatilityOptimizer().Allocate(input).Weights);
    }

    [Fact]
    public void MaxSharpe_ExpectationMissing_IsANamedFailure()
    {
        var input = PortfolioSamples.Twelve(0.15, 0.30) with { ExpectedReturns = [.. Enumerable.Repeat(double.NaN, 12)] };
        var result = new MaxSharpeOptimizer().Allocate(input);
        result.Failure.ShouldBe(OptimizationFailure.ExpectedReturnUndefined);
        result.Weights.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Allocate_NoCandidate_IsANamedFailure(string name) =>
        OptimizerCatalogue.Create(name).Allocate(new OptimizerInput(new ShrunkCovariance([], 0, 0), [], [], new WeightCaps(0.15, 0.3)))
            .Failure.ShouldBe(OptimizationFailure.NoCandidate);

    [Fact]
    public void EqualWeight_NoSectorKnown_CapsNamesOnly()
    {
        var input = PortfolioSamples.Twelve(0.15, 0.30) with { SectorCodes = new int[12] };
        new EqualWeightOptimizer().Allocate(input).Weights.ShouldAllBe(weight => Math.Abs(weight - (1 / 12.0)) < 1e-15);
    }

    private static void Check(IOptimizer optimizer, OptimizerInput input, double[] expected, double tolerance)
    {
        var weights = optimizer.Allocate(input).Weights;
        for (var i = 0; i < expected.Length; i++)
        {
            weights[i].ShouldBe(expected[i], tolerance);
        }
    }

    private static double Ratio(OptimizerInput input, double[] weights)
    {
        double mean = 0, variance = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            mean += weights[i] * input.ExpectedReturns[i];
            for (var j = 0; j < weights.Length; j++)
            {
                variance += weights[i] * weights[j] * input.Covariance.Matrix[(i * weights.Length) + j];
            }
        }

        return mean / Math.Sqrt(variance);
    }

    private static double SectorWeight(OptimizerInput input, double[] weights, int sector) =>
        weights.Where((_, name) => input.SectorCodes[name] == sector).Sum();

    /// <summary>80 returns of one factor, of names whose own volatility grows, in sectors of which one is always there.</summary>
    private static Gen<OptimizerInput> Inputs(int least, int most) =>
        from count in Gen.Int[least, most]
        from factor in Gen.Double[-1, 1].Array[80]
        from own in Gen.Double[-1, 1].Array[80 * count]
        from expected in Gen.Double[0.00025, 0.00075].Array[count]
        from others in Gen.OneOf(Sectors).Array[count - 1]
        select new OptimizerInput(
            LedoitWolfEstimator.Estimate([.. own.Select((part, place) => 0.01 * ((factor[place % 80]) + ((0.9 + (0.035 * (place / 80))) * part)))], count, 80),
            expected,
            [1, .. others],
            new WeightCaps(0.15, 0.30));

    private static OptimizerInput Permute(OptimizerInput input, int[] order)
    {
        var count = order.Length;
        var matrix = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                matrix[(i * count) + j] = input.Covariance.Matrix[(order[i] * count) + order[j]];
            }
        }

        return new OptimizerInput(
            new ShrunkCovariance(matrix, count, input.Covariance.Shrinkage),
            [.. order.Select(i => input.ExpectedReturns[i])],
            [.. order.Select(i => input.SectorCodes[i])],
            input.Caps);
    }
}
