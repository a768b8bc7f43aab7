using System.Text.Json;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>Failover, comparison between sources, provenance.</summary>
public sealed class SourceDeskTests
{
    [Fact]
    public async Task Fetch_FirstSourcesFail_TheNextAnswersAndEveryAttemptIsSaid()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo", "yahoo", "stooq"));
        bench.Server.OnJson("tiingo", "{}", 403);
        bench.Server.On("yahoo", context => VendorServer.WriteAsync(context, "text/html", "<html>consent</html>"));
        bench.Server.OnCsv("stooq", VendorBodies.Stooq);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Attempts.Select(attempt => (attempt.Source, attempt.Failure, attempt.Rows)).ShouldBe(
            [("tiingo", SourceFailureKind.KeyRefused, 0), ("yahoo", SourceFailureKind.WrongForm, 0), ("stooq", null, 4)]);
        fetch.Table!.Text("source").Dictionary.ShouldBe(["stooq"]);
        fetch.Payloads.Single().Source.ShouldBe("stooq");
    }

    [Fact]
    public async Task Fetch_NoKey_PassesTheSourceByWithoutARequest()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo", "yahoo"));
        BarVendorTests.Serve(bench);

        var fetch = await bench.Open(variable: _ => null).FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Attempts.Select(attempt => attempt.Failure).ShouldBe([SourceFailureKind.KeyMissing, null]);
        fetch.Attempts[0].Message!.ShouldContain("ASSAY_TIINGO_KEY");
        bench.Server.Requests.ShouldAllBe(request => request.Vendor == "yahoo");
    }

    [Fact]
    public async Task Fetch_KeyRefused_IsNotTriedForEverySymbol()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        bench.Server.OnJson("tiingo", "{}", 401);

        var fetches = await All(bench.Open(), new SourceOrder(SourceDataset.Bars, ["A", "B", "C"], new TradingDate(2024, 1, 8), new TradingDate(2024, 1, 11), new HashSet<string>()));

        fetches.Select(fetch => fetch.Outcome).ShouldBe([FetchOutcome.Failed, FetchOutcome.Failed, FetchOutcome.Failed]);
        bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task FetchAll_SomeDone_BringsTheRestOneByOne()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "stooq"));
        bench.Server.OnCsv("stooq", VendorBodies.Stooq);

        var fetches = await All(bench.Open(), new SourceOrder(
            SourceDataset.Bars, ["A", "B", "C", "B"], new TradingDate(2024, 1, 8), new TradingDate(2024, 1, 11), new HashSet<string> { "A" }));

        fetches.Select(fetch => fetch.Request.Key).ShouldBe(["B", "C"]);
        bench.Server.Requests.Select(request => request.Target.Split("s=")[1].Split('&')[0]).ShouldBe(["b.us", "c.us"]);
    }

    [Fact]
    public async Task FetchAll_EachSymbol_IsThereBeforeTheNextIsAskedFor()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "stooq"));
        bench.Server.OnCsv("stooq", VendorBodies.Stooq);

        var order = new SourceOrder(SourceDataset.Bars, ["A", "B"], new TradingDate(2024, 1, 8), new TradingDate(2024, 1, 11), new HashSet<string>());
        await foreach (var fetch in bench.Open().FetchAllAsync(order))
        {
            fetch.Outcome.ShouldBe(FetchOutcome.Complete);
            break;
        }

        bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Bars_TwoSourcesAgree_TheFirstIsTakenAndNoThirdAsked()
    {
        await using var bench = await Compared();
        BarVendorTests.Serve(bench);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete);
        fetch.Disagreements.ShouldBeEmpty();
        fetch.Table!.Text("source").Dictionary.ShouldBe(["tiingo"]);
        bench.Server.Requests.Select(request => request.Vendor).ShouldBe(["tiingo", "yahoo"]);
        fetch.Payloads.Select(payload => payload.Source).ShouldBe(["tiingo", "yahoo"]);
    }

    [Fact]
    public async Task Bars_TwoSourcesApart_AThirdDecidesByTheMedian()
    {
        await using var bench = await Compared();
        BarVendorTests.Serve(bench);
        bench.Server.OnJson("tiingo", VendorBodies.Tiingo.Replace("\"close\":185.14", "\"close\":158.14", StringComparison.Ordinal));

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete);
        var disagreement = fetch.Disagreements.Single();
        disagreement.Date.ShouldBe(new TradingDate(2024, 1, 9));
        disagreement.Closes.ShouldBe([new SourceClose("tiingo", 158.14), new SourceClose("yahoo", 185.14), new SourceClose("stooq", 185.14)]);
        disagreement.Chosen.ShouldBe("yahoo");
        disagreement.IsResolved.ShouldBeTrue();
        fetch.Table!.Float64("close").ShouldBe(VendorBodies.Closes);
        Enumerable.Range(0, 4).Select(row => fetch.Table.Text("source").At(row)).ShouldBe(["tiingo", "yahoo", "tiingo", "tiingo"]);
    }

    [Fact]
    public async Task Bars_TwoSourcesApartAndNoThird_AreDegraded()
    {
        await using var bench = await Compared("tiingo", "yahoo");
        BarVendorTests.Serve(bench);
        bench.Server.OnJson("tiingo", VendorBodies.Tiingo.Replace("\"close\":185.14", "\"close\":187.14", StringComparison.Ordinal));

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Outcome.ShouldBe(FetchOutcome.Degraded);
        fetch.Disagreements.Single().IsResolved.ShouldBeFalse();
        fetch.Degraded.Single().ShouldStartWith("1 closes of AAPL differ by over 1.0");
    }

    [Fact]
    public async Task Bars_WithinTheTolerance_AreNotFlagged()
    {
        await using var bench = await Compared("tiingo", "yahoo");
        BarVendorTests.Serve(bench);
        bench.Server.OnJson("tiingo", VendorBodies.Tiingo.Replace("\"close\":185.14", "\"close\":186.9", StringComparison.Ordinal));

        (await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Disagreements.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bars_NothingToCompareWith_SaysSo()
    {
        await using var bench = await Compared("tiingo");
        BarVendorTests.Serve(bench);

        (await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Remarks.Single().ShouldContain("from tiingo alone");
    }

    [Fact]
    public async Task Bars_RangeWithoutASession_AsksNobody()
    {
        await using var bench = await SourceBench.StartAsync();

        var fetch = await bench.FetchAsync(new SourceRequest(SourceDataset.Bars, "AAPL", new TradingDate(2024, 1, 6), new TradingDate(2024, 1, 7)));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete);
        fetch.Table!.RowCount.ShouldBe(0);
        bench.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Provenance_OfAFetch_IsWrittenAsTheFormatsPageSays()
    {
        await using var bench = await Compared("alphavantage", "tiingo");
        BarVendorTests.Serve(bench);

        var bytes = CanonicalJson.Serialize(SourceProvenance.Of(await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars))));

        var json = JsonElement.Parse(bytes);
        json.GetProperty("schema").GetString().ShouldBe("assay.source.fetch/1");
        json.GetProperty("outcome").GetString().ShouldBe("complete");
        json.GetProperty("rows").GetInt32().ShouldBe(4);
        json.GetProperty("payloads")[0].GetProperty("endpoint").GetString().ShouldBe("/query?function=TIME_SERIES_DAILY&symbol=AAPL&outputsize=compact&datatype=json");
        json.GetProperty("payloads")[0].GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        CanonicalJson.Deserialize<SourceProvenance>(bytes).Attempts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Health_OfASource_IsWrittenAsTheFormatsPageSays()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        BarVendorTests.Serve(bench);
        var desk = bench.Open();
        await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        var health = desk.Health();

        health.Select(entry => entry.Source).ShouldBe(bench.Configuration.Sources.Select(source => source.Name));
        var tiingo = health.Single(entry => entry.Source == "tiingo");
        tiingo.IsHealthy.ShouldBeTrue();
        tiingo.SuccessRate.ShouldBe(1);
        tiingo.LastSuccess.ShouldBe(SourceBench.Now);
        tiingo.Quotas.ShouldBe([new QuotaLeft("hour", 50, 49), new QuotaLeft("day", 1000, 999)]);
        health.Single(entry => entry.Source == "stooq").SuccessRate.ShouldBeNull();
        CanonicalJson.Serialize(CanonicalJson.Deserialize<SourceHealth>(CanonicalJson.Serialize(tiingo))).ShouldBe(CanonicalJson.Serialize(tiingo));
    }

    private static Task<SourceBench> Compared(params string[] order) => SourceBench.StartAsync(read => SourceBench.Order(
        read with { Reconciliation = new ReconciliationOptions { Sources = 2, Tolerance = 0.01, MissingSessions = 1, StaleSessions = 0 } },
        SourceDataset.Bars,
        order.Length > 0 ? order : ["tiingo", "yahoo", "stooq"]));

    private static async Task<List<SourceFetch>> All(SourceDesk desk, SourceOrder order)
    {
        var fetches = new List<SourceFetch>();
        await foreach (var fetch in desk.FetchAllAsync(order))
        {
            fetches.Add(fetch);
        }

        return fetches;
    }
}
