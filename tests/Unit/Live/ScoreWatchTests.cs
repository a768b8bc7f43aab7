using Assay.Live.Health;

namespace Assay.Tests.Unit.Live;

public sealed class ScoreWatchTests
{
    // Sessions whose means run from -0.1 to 0.1, and whose deviations from 0.9 to 1.1: both ranges are 0.2 wide.
    private static readonly IReadOnlyList<ScoreDistribution> Reference =
        [.. Enumerable.Range(0, 21).Select(session => Distribution((session - 10) / 100.0, 1 + ((session - 10) / 100.0)))];

    [Theory]
    [InlineData(0, 1, WatchVerdict.Passed)]
    [InlineData(0.19, 1, WatchVerdict.Passed)]
    [InlineData(0.21, 1, WatchVerdict.Warning)]
    [InlineData(-0.49, 1, WatchVerdict.Warning)]
    [InlineData(0.51, 1, WatchVerdict.Breached)]
    [InlineData(0, 0.7, WatchVerdict.Warning)]
    [InlineData(0, 0.4, WatchVerdict.Breached)]
    public void Judge_MeanAndDeviation_AreHeldAgainstTheirRange(double mean, double deviation, WatchVerdict expected)
    {
        var finding = ScoreWatch.Judge(Reference, Distribution(mean, deviation));

        finding.Verdict.ShouldBe(expected, finding.Detail);
    }

    [Fact]
    public void Judge_OneScoreForEveryName_Breaches() =>
        ScoreWatch.Judge(Reference, ScoreDistribution.Of([0.5, 0.5, 0.5])).Verdict.ShouldBe(WatchVerdict.Breached);

    [Fact]
    public void Judge_TooFewSessionsOrScores_IsSkipped()
    {
        ScoreWatch.Judge([.. Reference.Take(ScoreWatch.MinimumReferenceSessions - 1)], Distribution(0, 1)).Verdict.ShouldBe(WatchVerdict.Skipped);
        ScoreWatch.Judge(Reference, ScoreDistribution.Of([0.5])).Verdict.ShouldBe(WatchVerdict.Skipped);
    }

    /// <summary>Three scores with this mean and sample standard deviation.</summary>
    private static ScoreDistribution Distribution(double mean, double deviation) => ScoreDistribution.Of([mean - deviation, mean, mean + deviation]);
}
