using System.Globalization;
using Assay.Activities.Contracts.Live;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Live.Health;
using Assay.Live.Records;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.Activities.Live;

public sealed class RecommendTests
{
    [Fact]
    public async Task Recommend_LaterSessionsChanged_GivesTheSameFiles()
    {
        using var bench = new LiveBench();
        var date = bench.Session(30);
        using var other = new LiveBench(MarketTables.Small.WithOtherFuture(TradingDate.Parse(date)));

        var daily = await bench.RecommendAsync(date, bench.Session(60));
        var otherDaily = await other.RecommendAsync(date, bench.Session(60));

        bench.Monitoring(daily).Model.Realised.ShouldNotBeEmpty();
        CanonicalJson.Serialize(otherDaily).ShouldBe(CanonicalJson.Serialize(daily));
    }

    [Fact]
    public async Task Recommend_SessionItselfChanged_GivesOtherSignals()
    {
        using var bench = new LiveBench();
        var date = bench.Session(30);
        using var other = new LiveBench(MarketTables.Small.WithOtherFuture(TradingDate.Parse(date).AddDays(-1)));

        // The later symbols are renamed, so nothing is known of them and the day has no recommendation at all.
        var daily = await bench.RecommendAsync(date);
        var otherDaily = await other.RecommendAsync(date);

        otherDaily.Signals.ShouldNotBe(daily.Signals);
    }

    [Fact]
    public async Task Recommend_EmptyPortfolio_WeightsSumToOneWithCashLast()
    {
        using var bench = new LiveBench();

        var daily = await bench.RecommendAsync(bench.Session(0));

        var rows = bench.Rows(daily.Weights);
        rows.Sum(row => double.Parse(row[1], CultureInfo.InvariantCulture)).ShouldBe(1, 1e-6);
        rows[^1][0].ShouldBe("CASH");
        rows.Count.ShouldBeGreaterThan(8);
        daily.Violations.ShouldBeEmpty();
        daily.TradeCount.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Recommend_EmptyPortfolio_BuysTheBestScoresForNoMoreThanThereIs()
    {
        using var bench = new LiveBench();

        var daily = await bench.RecommendAsync(bench.Session(0));

        var signals = bench.Home.Store.ReadJson<SignalRecord>(daily.Signals).Signals;
        var trades = bench.Rows(daily.Trades);
        var best = signals.Take(signals.Count / 4).Select(signal => signal.Symbol).ToHashSet(StringComparer.Ordinal);
        trades.ShouldAllBe(trade => trade[1] == "BUY" && best.Contains(trade[0]));
        trades.Sum(trade => decimal.Parse(trade[4], CultureInfo.InvariantCulture)).ShouldBeInRange(40_000m, 100_000m);
        signals.Select(signal => signal.Rank).ShouldBe(Enumerable.Range(1, signals.Count));
        signals.Zip(signals.Skip(1)).ShouldAllBe(pair => pair.First.Score >= pair.Second.Score);
    }

    [Fact]
    public async Task Recommend_InTwoHomes_GivesTheSameBytes()
    {
        using var bench = new LiveBench();
        using var other = new LiveBench();

        var daily = await bench.RecommendAsync(bench.Session(0));

        CanonicalJson.Serialize(await other.RecommendAsync(bench.Session(0))).ShouldBe(CanonicalJson.Serialize(daily));
    }

    [Fact]
    public async Task Recommend_CheckFails_WithholdsEveryTradeAndSaysWhy()
    {
        var settings = MarketTables.Settings;
        using var bench = new LiveBench(settings: settings with { Live = settings.Live with { MaxCostFraction = 1e-6 } });

        var daily = await bench.RecommendAsync(bench.Session(0));

        daily.Violations.ShouldHaveSingleItem().ShouldContain("estimated cost");
        daily.TradeCount.ShouldBe(0);
        bench.Rows(daily.Trades).ShouldBeEmpty();
        bench.Monitoring(daily).WithheldTrades.ShouldBeGreaterThan(5);
        System.Text.Encoding.UTF8.GetString(bench.Home.Store.Read(daily.Report)).ShouldContain("estimated cost");
    }

    [Fact]
    public async Task Recommend_DaysAfterARebalance_HoldsUntilTheNextIsDue()
    {
        using var bench = new LiveBench();
        await LiveThroughAsync(bench, 10);

        var next = await bench.RecommendAsync(bench.Session(9));
        var due = await bench.RecommendAsync(bench.Session(5));

        bench.Monitoring(next).Decision.Action.ShouldBe(DecisionAction.Hold);
        next.TradeCount.ShouldBe(0);
        bench.Rows(next.Weights).Sum(row => double.Parse(row[1], CultureInfo.InvariantCulture)).ShouldBe(1, 1e-6);
        bench.Monitoring(due).Decision.Action.ShouldBe(DecisionAction.Rebalance);
        due.TradeCount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Recommend_LimitsPutTradesOff_GoesOnAtTheNextSession()
    {
        var settings = MarketTables.Settings;
        using var bench = new LiveBench(settings: settings with { Live = settings.Live with { MaxTrades = 8 } });
        var first = await LiveThroughAsync(bench, 10);

        var next = await bench.RecommendAsync(bench.Session(9));

        first.TradeCount.ShouldBe(8);
        bench.Monitoring(next).Decision.Action.ShouldBe(DecisionAction.Rebalance);
        bench.Rows(next.Trades).Count(trade => trade[1] == "BUY").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Recommend_HeldPortfolio_CountsItsReturnAgainstTheHistory()
    {
        using var bench = new LiveBench();
        await LiveThroughAsync(bench, 6);

        var log = bench.Monitoring(await bench.RecommendAsync(bench.Session(5)));

        var expected = (log.Portfolio.Value / 100_000) - 1;
        log.KillSwitch.DailyReturn!.Value.ShouldBe(expected, 1e-6);
        expected.ShouldNotBe(0);
    }

    [Fact]
    public async Task Recommend_KillSwitchTriggered_BuysNothing()
    {
        using var bench = new LiveBench();
        bench.Home.WriteText(
            "live/performance_history.csv",
            $"date,portfolio_value,daily_return,turnover,regime,trades,put_off,release\n{bench.Session(1)},110000.00,,0.5,1,0,0,3\n");

        var daily = await bench.RecommendAsync(bench.Session(0));

        var log = bench.Monitoring(daily);
        log.KillSwitch.Triggered.ShouldBeTrue();
        log.LeftForLater.ShouldContain(sentence => sentence.Contains("kill switch", StringComparison.Ordinal));
        bench.Rows(daily.Trades).ShouldAllBe(trade => trade[1] == "SELL");
    }

    [Fact]
    public async Task Recommend_ModelSawTheOutcomes_JudgesNothing()
    {
        using var bench = new LiveBench();

        var model = bench.Monitoring(await bench.RecommendAsync(bench.Session(0))).Model;

        model.Realised.ShouldBeEmpty();
        model.Health.Status.ShouldBe(ModelHealthStatus.TooLittleHistory);
        model.Health.MeanInformationCoefficient.ShouldBeNull();
    }

    [Fact]
    public async Task Recommend_OutcomesAfterTheFit_JudgesTheLatestTwenty()
    {
        using var bench = new LiveBench();

        var model = bench.Monitoring(await bench.RecommendAsync(bench.Session(0), bench.Session(60))).Model;

        // A label ends at the open six sessions later, so the last known outcome is of the seventh session from the end.
        model.Realised.Count.ShouldBe(20);
        model.Realised[^1].Date.ShouldBe(bench.Session(6));
        model.Health.Status.ShouldNotBe(ModelHealthStatus.TooLittleHistory);
        model.Health.MeanInformationCoefficient!.Value.ShouldBe(model.Realised.Average(day => day.InformationCoefficient), 1e-12);
    }

    [Fact]
    public async Task Recommend_FitEndsTenSessionsBefore_JudgesOutcomesAfterItOnly()
    {
        using var bench = new LiveBench();

        var model = bench.Monitoring(await bench.RecommendAsync(bench.Session(0), bench.Session(10))).Model;

        // Labels that end after session 10 from the end begin with the one of session 15.
        model.Realised.Select(day => day.Date).ShouldBe(Enumerable.Range(6, 10).Reverse().Select(bench.Session));
    }

    [Fact]
    public async Task Recommend_ModelFittedLaterThanTheDay_CallsItAReplay()
    {
        using var bench = new LiveBench();

        var log = bench.Monitoring(await bench.RecommendAsync(bench.Session(20), bench.Session(0)));

        log.Warnings.ShouldContain(warning => warning.Contains("replay", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recommend_HeldSymbolWithoutBars_IsRefused()
    {
        using var bench = new LiveBench();
        bench.Home.WriteText("live/current_positions.csv", "symbol,shares\nNOSUCH,5\nCASH,100\n");

        var failure = await Should.ThrowAsync<ApplicationFailureException>(() => bench.RecommendAsync(bench.Session(0)));

        failure.Message.ShouldContain("NOSUCH");
        failure.NonRetryable.ShouldBeTrue();
    }

    [Fact]
    public async Task Recommend_DateWithoutSession_IsRefused()
    {
        using var bench = new LiveBench();

        var failure = await Should.ThrowAsync<ApplicationFailureException>(() => bench.RecommendAsync("2016-01-09"));

        failure.Message.ShouldContain("2016-01-09 is no session");
    }

    [Fact]
    public async Task Recommend_PortfolioOfNothing_IsRefused()
    {
        using var bench = new LiveBench();
        bench.Home.WriteText("live/current_positions.csv", "symbol,shares\nCASH,0\n");

        (await Should.ThrowAsync<ApplicationFailureException>(() => bench.RecommendAsync(bench.Session(0)))).Message.ShouldContain("worth nothing");
    }

    /// <summary>Recommends, publishes and executes one session.</summary>
    private static async Task<DailyResult> LiveThroughAsync(LiveBench bench, int fromEnd)
    {
        var daily = await bench.RecommendAsync(bench.Session(fromEnd));
        await bench.PublishAsync(bench.Session(fromEnd), daily);
        bench.Execute(daily);
        return daily;
    }
}
