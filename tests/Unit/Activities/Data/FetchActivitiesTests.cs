using System.Text;
using Assay.Activities.Contracts.Data;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.MarketData.Incremental;
using Assay.MarketSources.Settings;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.Activities.Data;

/// <summary>Fetches against vendors on sockets: 2024-01-12 is a Friday, and Monday the 15th a holiday.</summary>
public sealed class FetchActivitiesTests
{
    private static readonly DateTimeOffset Thursday = new(2024, 1, 12, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    [Fact]
    public async Task Fetch_First_BringsEverySessionAndMovesTheWatermarks()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);

        var fetched = await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));

        fetched.Committed!.Outcome.ShouldBe(CommitOutcomes.Committed);
        fetched.Committed.Rows.Single().ShouldBe(new DatasetRows("bars", 98, 98));
        fetched.Settled!.From.ShouldBe([new FetchedFrom("bars", "tiingo", 2, 98)]);
        bench.Mark("AAPL").ShouldSatisfyAllConditions(
            mark => mark!.First.ShouldBe(new TradingDate(2023, 11, 1)),
            mark => mark!.Through.ShouldBe(new TradingDate(2024, 1, 11)),
            mark => mark!.Absent.ShouldBeEmpty(),
            mark => mark!.ReadAt.ShouldBe(bench.Clock.GetUtcNow()));
        bench.Present()!.Partitions(Assay.MarketData.PointInTime.ObservedDataset.Bars)[0].Origins.ShouldBe([fetched.Settled.Record]);
    }

    [Fact]
    public async Task Fetch_AgainBeforeTheNextClose_AsksNobody()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL"));
        var asked = bench.Server.Requests.Count;

        var again = await bench.FetchAsync(FetchBench.Request("AAPL"));

        again.Plan.Items.ShouldBe(0);
        again.Plan.UpToDate.ShouldBe(1);
        bench.Server.Requests.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task Fetch_NextDay_AddsOneSessionPerSymbol()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));
        bench.Clock.Advance(OneDay);

        var next = await bench.FetchAsync(FetchBench.Request() with { From = null });

        next.Committed!.Sequence.ShouldBe(2);
        next.Committed.Rows.Single().ShouldBe(new DatasetRows("bars", 2, 2));
        next.Settled!.Corrections.ShouldBe(0);
        bench.Server.Requests[^1].Target.ShouldContain("startDate=2024-01-05&endDate=2024-01-12");
        bench.Mark("MSFT")!.Through.ShouldBe(new TradingDate(2024, 1, 12));
    }

    [Fact]
    public async Task Fetch_RestatedWithinTheWindow_IsACorrectionThatThePastDoesNotSee()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL"));
        var restated = new TradingDate(2024, 1, 9);
        var before = bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow());
        bench.Closes[("*", "AAPL", restated)] = 111;
        bench.Closes[("*", "AAPL", new TradingDate(2023, 12, 20))] = 222;
        bench.Clock.Advance(OneDay);

        var next = await bench.FetchAsync(FetchBench.Request() with { From = null });

        next.Settled!.Corrections.ShouldBe(1);
        next.Committed!.Rows.Single().Added.ShouldBe(2);
        bench.ClosesAsOf("AAPL", Thursday).ShouldBe(before);
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow().AddMinutes(-1))[restated].ShouldBe(before[restated]);
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow())[restated].ShouldBe(111);
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow())[new TradingDate(2023, 12, 20)].ShouldNotBe(222, "the window does not reach so far back");
    }

    [Fact]
    public async Task Fetch_Full_FindsWhatWasRestatedLongAgo()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL"));
        bench.Closes[("*", "AAPL", new TradingDate(2023, 12, 20))] = 222;

        var full = await bench.FetchAsync(FetchBench.Request() with { Full = true, From = null });

        full.Settled!.Corrections.ShouldBe(1);
        full.Committed!.Rows.Single().ShouldBe(new DatasetRows("bars", 1, 1));
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow())[new TradingDate(2023, 12, 20)].ShouldBe(222);
    }

    [Fact]
    public async Task Fetch_GapOfEarlier_IsClosedAndKnownFromTheFetchOn()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        var gap = new TradingDate(2023, 12, 20);
        bench.Missing.Add(("AAPL", gap));
        var first = await bench.FetchAsync(FetchBench.Request("AAPL"));
        bench.Mark("AAPL")!.Absent.ShouldBe([gap], "every source was asked");
        bench.Missing.Clear();
        bench.Clock.Advance(OneDay);

        await bench.FetchAsync(FetchBench.Request() with { From = null });
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow()).ShouldNotContainKey(gap);
        var full = await bench.FetchAsync(FetchBench.Request() with { Full = true, From = null });

        first.Committed!.Rows.Single().Added.ShouldBe(48);
        full.Committed!.Rows.Single().Added.ShouldBe(1);
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow().AddMinutes(-1)).ShouldNotContainKey(gap);
        bench.ClosesAsOf("AAPL", bench.Clock.GetUtcNow()).ShouldContainKey(gap);
    }

    [Fact]
    public async Task Fetch_FirstSourceDown_TakesTheNextAndSaysSo()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        bench.Down.Add("tiingo");

        var fetched = await bench.FetchAsync(FetchBench.Request("AAPL"));

        fetched.Committed!.Outcome.ShouldBe(CommitOutcomes.Committed);
        fetched.Settled!.From.ShouldBe([new FetchedFrom("bars", "stooq", 1, 49)]);
    }

    [Fact]
    public async Task Fetch_AnotherSourceTheNextDay_CorrectsNothingWithinTheTolerance()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL"));
        bench.Down.Add("tiingo");
        bench.Clock.Advance(TimeSpan.FromHours(26));
        bench.Closes[("stooq", "AAPL", new TradingDate(2024, 1, 8))] = bench.CloseOf("tiingo", "AAPL", new TradingDate(2024, 1, 8)) * 1.001;

        var next = await bench.FetchAsync(FetchBench.Request() with { From = null });

        next.Settled!.Corrections.ShouldBe(0);
        next.Committed!.Rows.Single().Added.ShouldBe(1);
    }

    [Fact]
    public async Task Fetch_AllSourcesDown_LeavesSnapshotAndWatermarks()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL"));
        var (present, marks) = (bench.Present()!.Sequence, File.ReadAllText(WatermarkFile.PathIn(bench.Home.Path, FetchBench.Name)));
        bench.Down.UnionWith(["tiingo", "stooq"]);
        bench.Clock.Advance(OneDay);

        var next = await bench.FetchAsync(FetchBench.Request() with { From = null });

        next.Settled!.Answered.ShouldBe(0);
        next.Settled.Degraded.Single().ShouldSatisfyAllConditions(
            sentence => sentence.ShouldStartWith("Fetch: bars of AAPL could not be fetched (tiingo: its server failed (500"),
            sentence => sentence.ShouldNotContain(FetchBench.Secret));
        bench.Present()!.Sequence.ShouldBe(present);
        File.ReadAllText(WatermarkFile.PathIn(bench.Home.Path, FetchBench.Name)).ShouldBe(marks);
    }

    [Fact]
    public async Task Fetch_SomeFail_IsDegradedUntilAFetchOfAllBringsThem()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));
        bench.Clock.Advance(OneDay);
        bench.Asked = symbol => _ = symbol == "MSFT" ? bench.Down.Add("tiingo") & bench.Down.Add("stooq") : bench.Down.Remove("tiingo") & bench.Down.Remove("stooq");

        await bench.FetchAsync(FetchBench.Request() with { From = null });
        bench.Present()!.Degraded.ShouldBe(["Fetch: bars of MSFT of 2024-01-12 could not be fetched (tiingo: its server failed; stooq: its server failed)."]);
        (bench.Mark("AAPL")!.Through, bench.Mark("MSFT")!.Through).ShouldBe((new TradingDate(2024, 1, 12), new TradingDate(2024, 1, 11)));
        bench.Asked = null;
        bench.Down.Clear();
        bench.Clock.Advance(TimeSpan.FromHours(1));
        var again = await bench.FetchAsync(FetchBench.Request() with { From = null });

        again.Plan.Items.ShouldBe(1);
        bench.Present()!.Degraded.ShouldBeEmpty();
        bench.Mark("MSFT")!.Through.ShouldBe(new TradingDate(2024, 1, 12));
    }

    [Fact]
    public async Task Fetch_UnknownSymbol_IsSaidAndTheRestIsThere()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);

        var fetched = await bench.FetchAsync(FetchBench.Request("AAPL", "XXY"));

        fetched.Settled!.Degraded.ShouldBe(["Fetch: bars of XXY is known to no source."]);
        fetched.Committed!.Rows.Single().Added.ShouldBe(49);
        bench.Mark("XXY").ShouldBeNull();
    }

    [Fact]
    public async Task Fetch_ActionsThatComeWithBars_TakeNoRequestOfTheirOwn()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);

        var fetched = await bench.FetchAsync(FetchBench.Request("AAPL") with { Datasets = ["bars", "actions"] });

        bench.Server.Requests.Count.ShouldBe(1);
        fetched.Committed!.Rows.ShouldBe([new DatasetRows("actions", 1, 1), new DatasetRows("bars", 49, 49)]);
        bench.Mark("AAPL", "actions")!.Through.ShouldBe(new TradingDate(2024, 1, 11));
    }

    [Fact]
    public async Task Batch_QuotaUsedUp_WaitsAndThenAsksForTheRestAlone()
    {
        await using var bench = await FetchBench.StartAsync(Thursday, shipped => shipped with
        {
            Sources = [.. shipped.Sources.Select(source => source with { Quotas = [new QuotaOptions { Requests = 2, Window = "hour" }] })],
            Failover = shipped.Failover with { Bars = ["tiingo"] },
        });
        var plan = await bench.PlanAsync(FetchBench.Request("A", "B", "C", "D"));

        var first = await bench.BatchAsync(plan, 0);
        bench.Clock.Advance(first.ResumeAt!.Value - bench.Clock.GetUtcNow());
        var second = await bench.BatchAsync(plan, 0);
        bench.Clock.Advance(TimeSpan.FromHours(2));
        var third = await bench.BatchAsync(plan, 0);

        first.ShouldSatisfyAllConditions(
            batch => batch.Answered.ShouldBe(2),
            batch => batch.Deferred.ShouldBe(2),
            batch => batch.WaitsForQuota.ShouldBeTrue());
        second.Answered.ShouldBe(4);
        second.ResumeAt.ShouldBeNull();
        third.Batch.ShouldBe(second.Batch);
        bench.Server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Batch_WorkerKilledInBetween_AsksNoFinishedSymbolAgain()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        var plan = await bench.PlanAsync(FetchBench.Request("A", "B", "C", "D"));
        using var killed = new CancellationTokenSource();
        bench.Asked = symbol =>
        {
            if (symbol == "C" && !killed.IsCancellationRequested)
            {
                killed.Cancel();
                throw new InvalidOperationException("the process ends here");
            }
        };
        bench.Home.Cancellation = killed.Token;
        await Should.ThrowAsync<OperationCanceledException>(() => bench.BatchAsync(plan, 0));
        bench.Home.Cancellation = default;

        var batch = await bench.BatchAsync(plan, 0);

        batch.Answered.ShouldBe(4);
        bench.Server.Requests.Select(request => request.Target.Split('/')[3]).ShouldBe(["A", "B", "C", "C", "D"]);
    }

    [Fact]
    public async Task Settle_TwoFetchesAtOnce_ThatWhichCommitsLaterAddsOnlyWhatIsNew()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        var (one, other) = (FetchBench.Request("AAPL", "MSFT"), FetchBench.Request("MSFT", "IBM"));
        bench.Home.WorkflowRun = "one";
        var planOne = await bench.PlanAsync(one);
        var settledOne = await bench.SettleAsync(planOne, [(await bench.BatchAsync(planOne, 0)).Batch]);
        bench.Home.WorkflowRun = "other";
        var planOther = await bench.PlanAsync(other);
        var settledOther = await bench.SettleAsync(planOther, [(await bench.BatchAsync(planOther, 0)).Batch]);

        await bench.CommitAsync(one, settledOne);
        var last = await bench.CommitAsync(other, settledOther);

        last!.Rows.Single().ShouldBe(new DatasetRows("bars", 98, 49));
        new[] { "AAPL", "IBM", "MSFT" }.ShouldAllBe(symbol => bench.Mark(symbol)!.Through == new TradingDate(2024, 1, 11));
        bench.Present()!.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Fetch_DamagedWatermarks_AreToldFromThePartitionsWithAWord()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL", "MSFT"));
        File.WriteAllText(WatermarkFile.PathIn(bench.Home.Path, FetchBench.Name), "{");

        var again = await bench.FetchAsync(FetchBench.Request("AAPL") with { From = null });

        again.Plan.Notes.Single().ShouldContain("are damaged");
        again.Committed.ShouldBeNull();
        bench.Server.Requests[^1].Target.ShouldContain("startDate=2024-01-05&endDate=2024-01-11");
        bench.Mark("AAPL")!.ReadAt.ShouldNotBeNull();
        bench.Mark("MSFT")!.Through.ShouldBe(new TradingDate(2024, 1, 11));
    }

    [Fact]
    public async Task Fetch_NoKeyAnywhere_SaysWhichIsMissing()
    {
        await using var bench = await FetchBench.StartAsync(Thursday, shipped => shipped with
        {
            Sources = [.. shipped.Sources.Select(source => source with { Key = source.Key is null ? null : source.Key with { File = "/nowhere" } })],
            Failover = shipped.Failover with { Bars = ["tiingo"] },
        });
        bench.Key = null;

        var refusal = await Should.ThrowAsync<ApplicationFailureException>(() => bench.PlanAsync(FetchBench.Request("AAPL")));

        refusal.Message.ShouldBe("No source of bars can be asked. tiingo: there is no key; set ASSAY_TIINGO_KEY or write /nowhere, or take the source out of sources.yaml.");
        refusal.NonRetryable.ShouldBeTrue();
    }

    [Fact]
    public async Task Fetch_KeyInTheAddress_StandsInNoFileAndNoLog()
    {
        await using var bench = await FetchBench.StartAsync(Thursday, shipped => shipped with { Failover = shipped.Failover with { Bars = ["stooq"] } });

        var fetched = await bench.FetchAsync(FetchBench.Request("AAPL", "XXY"));

        fetched.Settled!.Answered.ShouldBe(1);
        bench.Server.Requests.ShouldAllBe(request => request.Target.Contains("apikey=", StringComparison.Ordinal));
        bench.Log.Text.ShouldNotContain(FetchBench.Secret);
        foreach (var path in Directory.EnumerateFiles(bench.Home.Path, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path));
            text.ShouldNotContain(FetchBench.Secret, Case.Sensitive, path);
            text.ShouldNotContain(Uri.EscapeDataString(FetchBench.Secret), Case.Sensitive, path);
        }
    }

    [Fact]
    public async Task Fetch_ImportedBefore_AsksOnlyForWhatTheFileDoesNotHave()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL"));
        File.Delete(WatermarkFile.PathIn(bench.Home.Path, FetchBench.Name));
        bench.Clock.Advance(OneDay);

        var next = await bench.FetchAsync(FetchBench.Request() with { From = null });

        next.Plan.Notes.Single().ShouldContain("has no watermarks");
        next.Committed!.Rows.Single().Added.ShouldBe(1);
        bench.Server.Requests[^1].Target.ShouldContain("startDate=2024-01-05&endDate=2024-01-12");
    }

    [Fact]
    public async Task Fetch_AnotherCalendarThanTheSnapshots_IsRefused()
    {
        await using var bench = await FetchBench.StartAsync(Thursday);
        await bench.FetchAsync(FetchBench.Request("AAPL"));

        var refusal = await Should.ThrowAsync<ApplicationFailureException>(() => bench.PlanAsync(FetchBench.Request("AAPL") with { Exchange = ExchangeCalendars.LondonId }));

        refusal.Message.ShouldContain("rests on the calendar XNYS, not XLON");
    }
}
