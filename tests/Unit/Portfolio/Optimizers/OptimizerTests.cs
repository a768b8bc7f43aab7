using Assay.Numerics.Covariance;
using Assay.Numerics.Randomness;
using Assay.Portfolio.Optimizers;

namespace Assay.Tests.Unit.Portfolio.Optimizers;

public sealed class OptimizerTests
{
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
    public void Allocate_RandomInputs_SumToOneWithinTheCaps(string name)
    {
        var stream = SeededStream.Derive(3, name);
        var optimizer = OptimizerCatalogue.Create(name);
        for (var trial = 0; trial < 100; trial++)
        {
            var input = RandomInput(stream, 1 + stream.NextInt32(60));
            var result = optimizer.Allocate(input);
            result.Failure.ShouldBeNull();
            var sectors = new double[6];
            for (var i = 0; i < input.Count; i++)
            {
                result.Weights[i].ShouldBeInRange(0, 0.15 + 1e-12);
                sectors[input.SectorCodes[i]] += result.Weights[i];
            }

            sectors.Max().ShouldBeLessThanOrEqualTo(0.30 + 1e-9);
            (result.Weights.Sum() + result.CashWeight).ShouldBe(1, 1e-9);
            var capacity = Enumerable.Range(0, 6).Sum(s => Math.Min(0.30, 0.15 * input.SectorCodes.Count(code => code == s)));
            result.CashWeight.ShouldBe(Math.Max(0, 1 - capacity), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Allocate_NamesInAnotherOrder_GivesEachNameTheSameWeight(string name)
    {
        var stream = SeededStream.Derive(4, name);
        var optimizer = OptimizerCatalogue.Create(name);
        for (var trial = 0; trial < 30; trial++)
        {
            var input = RandomInput(stream, 8 + stream.NextInt32(30));
            var order = Enumerable.Range(0, input.Count).ToArray();
            stream.Shuffle<int>(order);
            var direct = optimizer.Allocate(input).Weights;
            var permuted = optimizer.Allocate(Permute(input, order)).Weights;
            for (var i = 0; i < order.Length; i++)
            {
                permuted[i].ShouldBe(direct[order[i]], 1e-8);
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Allocate_ReturnsInPercent_GivesTheSameWeights(string name)
    {
        var stream = SeededStream.Derive(5, name);
        var optimizer = OptimizerCatalogue.Create(name);
        var input = RandomInput(stream, 25);
        var scaled = input with
        {
            Covariance = input.Covariance with { Matrix = [.. input.Covariance.Matrix.Select(value => value * 10_000)] },
            ExpectedReturns = [.. input.ExpectedReturns.Select(value => value * 100)],
        };
        var direct = optimizer.Allocate(input).Weights;
        var again = optimizer.Allocate(scaled).Weights;
        for (var i = 0; i < direct.Length; i++)
        {
            again[i].ShouldBe(direct[i], 1e-9);
        }
    }

    [Fact]
    public void MaxSharpe_RandomInputs_NoNearbyPortfolioHasALargerRatio()
    {
        var stream = new SeededStream(6);
        for (var trial = 0; trial < 40; trial++)
        {
            var input = RandomInput(stream, 10 + stream.NextInt32(30));
            var weights = new MaxSharpeOptimizer().Allocate(input).Weights;
            var best = Ratio(input, weights);
            for (var attempt = 0; attempt < 400; attempt++)
            {
                var moved = (double[])weights.Clone();
                var from = stream.NextInt32(input.Count);
                var to = stream.NextInt32(input.Count);
                var amount = Math.Min(moved[from], 1e-4 + (0.02 * stream.NextDouble()));
                moved[from] -= amount;
                moved[to] += amount;
                var sector = Enumerable.Range(0, input.Count).Where(i => input.SectorCodes[i] == input.SectorCodes[to]).Sum(i => moved[i]);
                if (moved[to] <= 0.15 && sector <= 0.30)
                {
                    Ratio(input, moved).ShouldBeLessThanOrEqualTo(best * (1 + 1e-9));
                }
            }
        }
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

    private static OptimizerInput RandomInput(SeededStream stream, int count)
    {
        var deviations = new double[count * 80];
        for (var t = 0; t < 80; t++)
        {
            var factor = stream.NextGaussian();
            for (var i = 0; i < count; i++)
            {
                deviations[(i * 80) + t] = 0.01 * ((0.6 * factor) + ((0.5 + (0.02 * i)) * stream.NextGaussian()));
            }
        }

        return new OptimizerInput(
            LedoitWolfEstimator.Estimate(deviations, count, 80),
            [.. Enumerable.Range(0, count).Select(_ => 0.0005 * (0.5 + stream.NextDouble()))],
            [.. Enumerable.Range(0, count).Select(i => i == 0 ? 1 : stream.NextInt32(6))],
            new WeightCaps(0.15, 0.30));
    }

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
