using System.Globalization;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>Retries, quotas and breakers, as a vendor's server sees them.</summary>
public sealed class RetryAndQuotaTests
{
    [Fact]
    public async Task ServerFault_ThreeTimes_IsTriedAgainAfterTwoFourAndEightSeconds()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        var count = 0;
        bench.Server.On("tiingo", context => Interlocked.Increment(ref count) <= 3
            ? VendorServer.WriteAsync(context, "text/plain", "busy", 503)
            : VendorServer.WriteAsync(context, "application/json", VendorBodies.Tiingo));

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete, string.Join('\n', fetch.Attempts));
        bench.Clock.Leaps.Select(leap => leap.TotalSeconds).ShouldBe([2, 4, 8]);
    }

    [Theory]
    [InlineData("seconds")]
    [InlineData("date")]
    public async Task TooManyRequests_RetryAfter_IsHonoured(string form)
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        var count = 0;
        bench.Server.On("tiingo", context =>
        {
            if (Interlocked.Increment(ref count) > 1)
            {
                return VendorServer.WriteAsync(context, "application/json", VendorBodies.Tiingo);
            }

            context.Response.Headers.RetryAfter = form == "seconds" ? "45" : SourceBench.Now.AddSeconds(45).ToString("r", CultureInfo.InvariantCulture);
            return VendorServer.WriteAsync(context, "text/plain", "slow down", 429);
        });

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete, string.Join('\n', fetch.Attempts));
        bench.Clock.Leaps.Single().TotalSeconds.ShouldBe(45, 0.01);
    }

    [Fact]
    public async Task TooManyRequests_RetryAfterBeyondOurPatience_DefersAndKeepsEveryWorkerAway()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        bench.Server.On("tiingo", context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return VendorServer.WriteAsync(context, "text/plain", "slow down", 429);
        });

        var first = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));
        var second = await bench.Open().FetchAsync(SourceBench.Week(SourceDataset.Bars, "MSFT"));

        first.Outcome.ShouldBe(FetchOutcome.Deferred);
        first.ResumeAt.ShouldBe(SourceBench.Now.AddHours(1));
        second.Outcome.ShouldBe(FetchOutcome.Deferred);
        second.ResumeAt.ShouldBe(SourceBench.Now.AddHours(1));
        bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SlowBody_BeyondTheTimeLimit_IsTimedOut()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(
            read with { Requests = read.Requests with { TimeoutSeconds = 600, RetryDelaysSeconds = [] } }, SourceDataset.Bars, "tiingo"));
        var isUnderWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Server.On("tiingo", async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("[{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            isUnderWay.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var pending = bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));
        await isUnderWay.Task;
        bench.Clock.Advance(TimeSpan.FromSeconds(601));
        var fetch = await pending;

        fetch.Attempts.Single().Failure.ShouldBe(SourceFailureKind.TimedOut);
    }

    [Fact]
    public async Task Fetch_Cancelled_StopsTheRequest()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        using var cancellation = new CancellationTokenSource();
        bench.Server.On("tiingo", async context =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        await Should.ThrowAsync<OperationCanceledException>(() => bench.Open().FetchAsync(SourceBench.Week(SourceDataset.Bars), cancellation.Token));

        bench.Open().Health().Single(health => health.Source == "tiingo").Failures.ShouldBe(0);
    }

    [Fact]
    public async Task Quota_UsedUp_GoesOnToTheNextSourceAndHoldsForOtherWorkers()
    {
        await using var bench = await SourceBench.StartAsync(read => WithQuota(SourceBench.Order(read, SourceDataset.Bars, "tiingo", "stooq"), "tiingo", (2, "hour")));
        BarVendorTests.Serve(bench);
        var desk = bench.Open();
        var other = bench.Open();

        var sources = new List<string>();
        foreach (var worker in new[] { desk, other, desk, other })
        {
            var fetch = await worker.FetchAsync(SourceBench.Week(SourceDataset.Bars));
            sources.Add(fetch.Table!.Text("source").Dictionary.Single());
        }

        sources.ShouldBe(["tiingo", "tiingo", "stooq", "stooq"]);
        var health = other.Health().Single(entry => entry.Source == "tiingo");
        health.Quotas.Single().ShouldBe(new QuotaLeft("hour", 2, 0));
        health.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task Quota_ShortWait_IsSatOut()
    {
        await using var bench = await SourceBench.StartAsync(read => WithQuota(SourceBench.Order(read, SourceDataset.Bars, "polygon"), "polygon", (1, "minute")));
        BarVendorTests.Serve(bench);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete);
        bench.Clock.Leaps.Single().TotalSeconds.ShouldBeInRange(60, 61);
    }

    [Fact]
    public async Task Breaker_FiveFailuresInARow_OpensForHalfAnHourThenOneProbeDecides()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(
            read with { Requests = read.Requests with { TimeoutSeconds = 600, RetryDelaysSeconds = [] } }, SourceDataset.Bars, "tiingo"));
        bench.Server.On("tiingo", context => VendorServer.WriteAsync(context, "text/plain", "down", 500));
        var desk = bench.Open();
        for (var failure = 0; failure < 5; failure++)
        {
            (await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Attempts.Single().Failure.ShouldBe(SourceFailureKind.ServerFault);
        }

        var resting = await bench.Open().FetchAsync(SourceBench.Week(SourceDataset.Bars));
        resting.Attempts.Single().Failure.ShouldBe(SourceFailureKind.BreakerOpen);
        resting.ResumeAt.ShouldBe(SourceBench.Now.AddMinutes(30));
        desk.Health().Single(health => health.Source == "tiingo").Breaker.ShouldBe("open");

        bench.Clock.Advance(TimeSpan.FromMinutes(30));
        desk.Health().Single(health => health.Source == "tiingo").Breaker.ShouldBe("half_open");
        (await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Attempts.Single().Failure.ShouldBe(SourceFailureKind.ServerFault);
        (await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Attempts.Single().Failure.ShouldBe(SourceFailureKind.BreakerOpen);
        bench.Server.Requests.Count.ShouldBe(6);

        bench.Clock.Advance(TimeSpan.FromMinutes(30));
        bench.Server.OnJson("tiingo", VendorBodies.Tiingo);
        (await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Outcome.ShouldBe(FetchOutcome.Complete);
        var health = desk.Health().Single(entry => entry.Source == "tiingo");
        health.Breaker.ShouldBe("closed");
        health.ConsecutiveFailures.ShouldBe(0);
        health.Failures.ShouldBe(6);
        health.LastErrorKind.ShouldBe(SourceFailureKind.ServerFault);
    }

    [Fact]
    public async Task Breaker_ProbeOfSeveralPages_MayTurnThemAll()
    {
        await using var bench = await SourceBench.StartAsync(read => WithQuota(SourceBench.Order(
            read with { Requests = read.Requests with { TimeoutSeconds = 600, RetryDelaysSeconds = [] } }, SourceDataset.Bars, "polygon"), "polygon"));
        bench.Server.On("polygon", context => VendorServer.WriteAsync(context, "text/plain", "down", 500));
        var desk = bench.Open();
        for (var failure = 0; failure < 5; failure++)
        {
            await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars));
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(31));
        BarVendorTests.Serve(bench);

        (await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Table!.RowCount.ShouldBe(4);
    }

    [Fact]
    public async Task Breaker_AnswersOfAChangedForm_OpenItToo()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        bench.Server.OnJson("tiingo", """[{"date":"2024-01-08T00:00:00.000Z","last":1}]""");
        var desk = bench.Open();
        for (var failure = 0; failure < 5; failure++)
        {
            await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars));
        }

        (await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Attempts.Single().Failure.ShouldBe(SourceFailureKind.BreakerOpen);
    }

    [Fact]
    public async Task Breaker_UnknownSymbols_NeverOpenIt()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        bench.Server.OnJson("tiingo", """{"detail":"Not found."}""", 404);
        var desk = bench.Open();
        for (var symbol = 0; symbol < 8; symbol++)
        {
            (await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Outcome.ShouldBe(FetchOutcome.Unknown);
        }

        desk.Health().Single(health => health.Source == "tiingo").SuccessRate.ShouldBe(1);
    }

    internal static SourcesConfiguration WithQuota(SourcesConfiguration configuration, string source, params (int Requests, string Window)[] quotas) => configuration with
    {
        Sources = [.. configuration.Sources.Select(entry => entry.Name == source
            ? entry with { Quotas = [.. quotas.Select(quota => new QuotaOptions { Requests = quota.Requests, Window = quota.Window })] }
            : entry)],
    };
}
