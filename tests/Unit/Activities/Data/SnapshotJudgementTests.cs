using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;

namespace Assay.Tests.Unit.Activities.Data;

/// <summary>What of a snapshot is judged when something is added to it.</summary>
public sealed class SnapshotJudgementTests
{
    private static readonly DateTimeOffset Thursday = new(2024, 1, 12, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Fetch_DayAddedToYears_IsJudgedWithTheMonthsBeforeIt()
    {
        await using var bench = await YearsAsync();
        var whole = bench.Present()!.Quality!;

        bench.Clock.Advance(TimeSpan.FromDays(1));
        await bench.FetchAsync(FetchBench.Request() with { From = null });

        whole.Since.ShouldBeNull();
        var day = bench.Present()!.Quality!;
        day.Since.ShouldBe(new TradingDate(2024, 1, 12).AddDays(-95));
        day.Whole.ShouldBe(whole.Report);
        day.Report.ShouldNotBe(whole.Report);
        day.Verdict.ShouldBe(whole.Verdict);
    }

    [Fact]
    public async Task Fetch_RowsOfLongAgoChange_IsJudgedWhole()
    {
        await using var bench = await YearsAsync();
        bench.Closes[("*", "AAPL", ExchangeCalendars.Nyse.OnOrAfter(new TradingDate(2022, 1, 10)))] = 107;

        await bench.FetchAsync(FetchBench.Request() with { Full = true, From = null });

        bench.Present()!.Sequence.ShouldBe(2);
        bench.Present()!.Quality!.Since.ShouldBeNull();
    }

    [Fact]
    public async Task Fetch_JudgementGrownOld_IsMadeAnew()
    {
        await using var bench = await YearsAsync();
        bench.Clock.Advance(TimeSpan.FromDays(200));

        await bench.FetchAsync(FetchBench.Request() with { From = null });
        bench.Present()!.Quality!.Since.ShouldNotBeNull("the rows of all 200 days are new, and judged with the months before them");
        var (sequence, whole) = (bench.Present()!.Sequence, bench.Present()!.Quality!.Whole);
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await bench.FetchAsync(FetchBench.Request() with { From = null });

        bench.Present()!.Sequence.ShouldBe(sequence + 1);
        bench.Present()!.Quality!.Since.ShouldBeNull("the last judgement of everything ended before the months that a day is judged with");
        bench.Present()!.Quality!.Report.ShouldNotBe(whole);
    }

    private static async Task<FetchBench> YearsAsync()
    {
        var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT") with { From = "2022-01-03" });
        bench.Present()!.Partitions(ObservedDataset.Bars).Count.ShouldBe(3);
        return bench;
    }
}
