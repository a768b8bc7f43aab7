using Assay.Activities.Contracts.Data;
using Assay.Domain;
using Assay.MarketData.Incremental;

namespace Assay.Tests.Unit.Activities.Data;

/// <summary>What the quality gate refuses has cost quota: the next fetch asks only for what is not in the store yet.</summary>
public sealed class RefusedFetchTests
{
    private static readonly DateTimeOffset Thursday = new(2024, 1, 12, 3, 0, 0, TimeSpan.Zero);
    private static readonly TradingDate Bad = new(2023, 12, 20);
    private static readonly TradingDate[] LongAgo = [new(2023, 12, 18), new(2023, 12, 19), Bad];

    [Fact]
    public async Task Fetch_RefusedThenAgain_AsksNobodyAndIsRefusedAgain()
    {
        await using var bench = await RefusedAsync();
        var asked = bench.Server.Requests.Count;

        var again = await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));

        bench.Server.Requests.Count.ShouldBe(asked);
        again.Plan.ShouldSatisfyAllConditions(
            plan => plan.Items.ShouldBe(0),
            plan => plan.Refused.ShouldBe(1),
            plan => plan.Notes.Single().ShouldBe("What the quality gate kept out of sp on 2024-01-12 is in the store: it is not asked for again, and judged with what comes now."));
        again.Committed!.Outcome.ShouldBe(CommitOutcomes.Refused);
        bench.Present().ShouldBeNull();
        RefusedFile.Read(bench.Home.Path, FetchBench.Name).ShouldBe([again.Settled!.Record]);
    }

    [Fact]
    public async Task Fetch_RefusedThenAccepted_TakesAllOfItAndMovesTheWatermarks()
    {
        await using var bench = await RefusedAsync();
        var asked = bench.Server.Requests.Count;
        bench.AcceptFailing = true;

        var again = await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));

        bench.Server.Requests.Count.ShouldBe(asked);
        again.Committed!.Rows.Single().ShouldBe(new DatasetRows("bars", 98, 98));
        bench.Present()!.Quality!.Verdict.ShouldBe("fail");
        bench.Mark("AAPL")!.Through.ShouldBe(new TradingDate(2024, 1, 11));
        RefusedFile.Read(bench.Home.Path, FetchBench.Name).ShouldBeEmpty();
        (await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"))).Plan.Items.ShouldBe(0);
    }

    /// <summary>A day later the source has put it right within the window, and the symbols need not be named: they are among what was kept.</summary>
    [Fact]
    public async Task Fetch_RefusedThenPutRightTheNextDay_AsksForTheWindowAndTheNewDay()
    {
        await using var bench = await RefusedAsync(new TradingDate(2024, 1, 8), new TradingDate(2024, 1, 9), new TradingDate(2024, 1, 10));
        bench.Closes.Clear();
        bench.Clock.Advance(TimeSpan.FromDays(1));

        var next = await bench.FetchAsync(FetchBench.Request() with { From = null });

        bench.Server.Requests.TakeLast(2).ShouldAllBe(request => request.Target.Contains("startDate=2024-01-05&endDate=2024-01-12", StringComparison.Ordinal));
        next.Settled!.Corrections.ShouldBe(3, "what had come is known, although no snapshot has it yet");
        next.Committed!.Outcome.ShouldBe(CommitOutcomes.Committed);
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow())[new TradingDate(2024, 1, 10)].ShouldBe(bench.CloseOf("tiingo", "AAPL", new TradingDate(2024, 1, 10)));
        bench.Mark("AAPL")!.Through.ShouldBe(new TradingDate(2024, 1, 12));
        RefusedFile.Read(bench.Home.Path, FetchBench.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_FullAfterARefusal_AsksForAllOfItAgain()
    {
        await using var bench = await RefusedAsync();
        bench.Closes.Clear();
        bench.Clock.Advance(TimeSpan.FromHours(1));

        var full = await bench.FetchAsync(FetchBench.Request() with { Full = true, From = null });

        bench.Server.Requests[^1].Target.ShouldContain("startDate=2023-11-01&endDate=2024-01-11");
        full.Committed!.Outcome.ShouldBe(CommitOutcomes.Committed);
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow())[Bad].ShouldBe(bench.CloseOf("tiingo", "AAPL", Bad));
    }

    [Fact]
    public async Task Fetch_RefusedFileLost_AsksForAllOfItAgain()
    {
        await using var bench = await RefusedAsync();
        File.WriteAllText(RefusedFile.PathIn(bench.Home.Path, FetchBench.Name), "{");

        (await bench.PlanAsync(FetchBench.Request("AAPL", "MSFT"))).Items.ShouldBe(2);
    }

    /// <summary>The first fetch of two symbols brings prices that cannot be.</summary>
    private static async Task<FetchBench> RefusedAsync(params TradingDate[] bad)
    {
        var bench = await FetchBench.StartAsync(Thursday);
        bench.AcceptFailing = false;
        foreach (var session in bad.Length == 0 ? LongAgo : bad)
        {
            bench.Closes[("*", "AAPL", session)] = -5;
        }

        var refused = await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));
        refused.Committed!.Outcome.ShouldBe(CommitOutcomes.Refused, string.Join(' ', refused.Committed.Reasons));
        bench.Present().ShouldBeNull();
        bench.Mark("AAPL").ShouldBeNull();
        return bench;
    }
}
