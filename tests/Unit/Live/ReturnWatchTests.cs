using Assay.Domain;
using Assay.Live.Health;
using Assay.Live.Positions;

namespace Assay.Tests.Unit.Live;

public sealed class ReturnWatchTests
{
    [Theory]
    [InlineData(96, WatchVerdict.Passed)]
    [InlineData(94, WatchVerdict.Warning)]
    [InlineData(89, WatchVerdict.Breached)]
    [InlineData(120, WatchVerdict.Passed)]
    public void Loss_SinceTheFirstSession_IsGraded(int last, WatchVerdict expected) =>
        ReturnWatch.Loss(Days(100, 130, last), 0.05, 0.10).Verdict.ShouldBe(expected);

    [Theory]
    [InlineData(WatchVerdict.Passed, 100, 103, 99)]
    [InlineData(WatchVerdict.Warning, 100, 110, 103)]
    [InlineData(WatchVerdict.Breached, 100, 120, 100, 130)]
    public void Drawdown_BelowTheHighestValueSoFar_IsGraded(WatchVerdict expected, params int[] values) =>
        ReturnWatch.Drawdown(Days(values), 0.05, 0.10).Verdict.ShouldBe(expected);

    [Fact]
    public void LossAndDrawdown_OneSession_CannotBeJudged()
    {
        ReturnWatch.Loss(Days(100), 0.05, 0.1).Verdict.ShouldBe(WatchVerdict.Skipped);
        ReturnWatch.Drawdown(Days(100), 0.05, 0.1).Detail.ShouldBe("There are 1 sessions of this release to judge, and 2 are needed.");
    }

    // Returns of +2 % and -1 % in turn, twice: mean 0.005, sample standard deviation 0.0173205, so 0.288675 a day and 4.5826 a year.
    [Theory]
    [InlineData(4.6, WatchVerdict.Passed)]
    [InlineData(4.75, WatchVerdict.Warning)]
    [InlineData(4.9, WatchVerdict.Breached)]
    public void Sharpe_AgainstTheRelease_IsGraded(double released, WatchVerdict expected)
    {
        IReadOnlyList<PerformanceDay> days = [Day(0, 100, null), Day(1, 100, 0.02), Day(2, 100, -0.01), Day(3, 100, 0.02), Day(4, 100, -0.01)];

        var finding = ReturnWatch.Sharpe(days, released, 0.15, 0.25, 4);

        finding.Verdict.ShouldBe(expected);
        finding.Detail.ShouldContain("is 4.58");
        ReturnWatch.Sharpe(days, released, 0.15, 0.25, 5).Verdict.ShouldBe(WatchVerdict.Skipped);
        ReturnWatch.Sharpe(days, null, 0.15, 0.25, 4).Verdict.ShouldBe(WatchVerdict.Skipped);
    }

    [Fact]
    public void Turnover_AboveTheReleasesGate_BreachesButForAFirstInvestment()
    {
        IReadOnlyList<PerformanceDay> days = [Day(0, 100, null) with { Turnover = 0.9 }, Day(1, 100, 0) with { Turnover = 0.3 }];
        var first = new HashSet<TradingDate> { days[0].Date };

        ReturnWatch.Turnover(days, 0.4, first).Verdict.ShouldBe(WatchVerdict.Passed);
        ReturnWatch.Turnover(days, 0.4, new HashSet<TradingDate>()).Verdict.ShouldBe(WatchVerdict.Breached);
        ReturnWatch.Turnover(days, null, first).Verdict.ShouldBe(WatchVerdict.Skipped);
        ReturnWatch.Turnover([days[0]], 0.4, first).Verdict.ShouldBe(WatchVerdict.Skipped);
    }

    private static IReadOnlyList<PerformanceDay> Days(params int[] values) => [.. values.Select((value, i) => Day(i, value, null))];

    private static PerformanceDay Day(int offset, int value, double? dailyReturn) =>
        new(TradingDate.Parse("2018-02-01").AddDays(offset), value, dailyReturn, 0, 1, 0, 0, 2);
}
