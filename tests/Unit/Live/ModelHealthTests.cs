using Assay.Live;
using Assay.Live.Health;

namespace Assay.Tests.Unit.Live;

public sealed class ModelHealthTests
{
    private static readonly ModelHealthOptions Options = new() { Sessions = 4, MinInformationCoefficient = 0.02, MinCoverageFraction = 0.9 };

    [Fact]
    public void Judge_Nothing_IsTooLittleWithoutAMean()
    {
        var result = ModelHealth.Judge([], Options);

        result.Status.ShouldBe(ModelHealthStatus.TooLittleHistory);
        result.MeanInformationCoefficient.ShouldBeNull();
        result.BelowFraction.ShouldBeNull();
    }

    [Fact]
    public void Judge_OneSessionShort_IsTooLittleHoweverPoor() =>
        ModelHealth.Judge([-0.5, -0.5, -0.5], Options).ShouldBe(new ModelHealthResult(ModelHealthStatus.TooLittleHistory, 3, -0.5, 1));

    [Fact]
    public void Judge_LowMeanAndHalfBelow_IsDegraded() =>
        ModelHealth.Judge([0.03, 0.03, -0.01, -0.01], Options).Status.ShouldBe(ModelHealthStatus.Degraded);

    [Fact]
    public void Judge_LowMeanButMostAbove_IsHealthy() =>
        ModelHealth.Judge([0.03, 0.03, 0.03, -0.5], Options).Status.ShouldBe(ModelHealthStatus.Healthy);

    [Fact]
    public void Judge_MeanAtTheThreshold_IsHealthy() =>
        ModelHealth.Judge([0.01, 0.01, 0.03, 0.03], Options).Status.ShouldBe(ModelHealthStatus.Healthy);

    [Fact]
    public void Judge_LongerHistory_TakesTheLatest()
    {
        var result = ModelHealth.Judge([-0.9, -0.9, 0.04, 0.04, 0.04, 0.08], Options);

        result.Status.ShouldBe(ModelHealthStatus.Healthy);
        result.MeanInformationCoefficient!.Value.ShouldBe(0.05, 1e-15);
    }

    [Fact]
    public void ScoreDistribution_KnownScores_GivesTheirFigures() =>
        ScoreDistribution.Of([3, 1, 2, 2]).ShouldBe(new ScoreDistribution(4, 3, 2, Math.Sqrt(2.0 / 3), 1, 1.75, 2, 2.25, 3));

    [Fact]
    public void ScoreDistribution_NoScores_IsUndefined()
    {
        var none = ScoreDistribution.Of([]);

        none.Count.ShouldBe(0);
        none.Mean.ShouldBeNull();
        none.Median.ShouldBeNull();
    }
}
