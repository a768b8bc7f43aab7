using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using Assay.MarketSources;
using Assay.MarketSources.Desk;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>Each vendor's documented answer, over a socket, to the table that it means.</summary>
public sealed class BarVendorTests
{
    [Theory]
    [InlineData("stooq")]
    [InlineData("tiingo")]
    [InlineData("yahoo")]
    [InlineData("alphavantage")]
    [InlineData("polygon")]
    public async Task Bars_DocumentedAnswer_IsTheSameWeekAtEveryVendor(string vendor)
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, vendor));
        Serve(bench);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete, string.Join('\n', fetch.Attempts));
        var table = fetch.Table!;
        table.SchemaId.ShouldBe(ObservedDataset.Bars.SchemaId);
        table.Date("date").ShouldBe(Enumerable.Range(8, 4).Select(day => new TradingDate(2024, 1, day).DayNumber));
        table.Float64("open").ShouldBe([182.09, 183.92, 184.35, 186.54]);
        table.Float64("high").ShouldBe([185.6, 185.15, 186.4, 187.05]);
        table.Float64("low").ShouldBe([181.5, 182.73, 183.92, 183.62]);
        table.Float64("close").ShouldBe(VendorBodies.Closes);
        table.Float64("volume").ShouldBe([59144500, 42841800, 46792900, 49128400]);
        table.Text("source").Dictionary.ShouldBe([vendor]);
        table.Text("symbol").Dictionary.ShouldBe(["AAPL"]);
    }

    [Fact]
    public async Task Bars_KnownAt_IsTheCloseOfTheSessionAndTheVendorsDelay()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        Serve(bench);

        var table = (await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars))).Table!;

        table.Instant("known_at").ShouldBe(table.Date("date").Select(day =>
            Assay.Artifacts.Tables.InstantColumn.MicrosecondsOf(ExchangeCalendars.Nyse.Session(new TradingDate(day)).Close.AddHours(4))));
    }

    [Theory]
    [InlineData("tiingo")]
    [InlineData("yahoo")]
    [InlineData("polygon")]
    [InlineData("alphavantage")]
    public async Task Actions_DocumentedAnswer_AreWhatHappenedThen(string vendor)
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Actions, vendor));
        Serve(bench);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Actions));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete, string.Join('\n', fetch.Attempts));
        var table = fetch.Table!;
        table.SchemaId.ShouldBe(ObservedDataset.Actions.SchemaId);
        table.Date("ex_date").ShouldBe([new TradingDate(2024, 1, 9).DayNumber, new TradingDate(2024, 1, 10).DayNumber]);
        new[] { table.Text("kind").At(0), table.Text("kind").At(1) }.ShouldBe([ActionKind.CashDividend, ActionKind.Split]);
        table.Float64("amount")[0].ShouldBe(0.24);
        table.Float64("ratio")[1].ShouldBe(4);
        table.Instant("known_at")[0].ShouldBe(Assay.Artifacts.Tables.InstantColumn.MicrosecondsOf(ExchangeCalendars.Nyse.Session(new TradingDate(2024, 1, 9)).Open));
    }

    [Fact]
    public async Task Bars_TiingoAndYahoo_BringTheirActionsAlong()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo"));
        Serve(bench);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Actions!.RowCount.ShouldBe(2);
    }

    [Fact]
    public async Task Polygon_NextUrl_IsFollowedOnTheConfiguredHostWithItsCursor()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "polygon"));
        Serve(bench);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Payloads.Count.ShouldBe(2);
        bench.Server.Requests.Select(request => request.Target).ShouldBe(
        [
            "/v2/aggs/ticker/AAPL/range/1/day/2024-01-08/2024-01-11?adjusted=false&sort=asc&limit=50000",
            "/v2/aggs/ticker/AAPL/range/1/day/2024-01-08/2024-01-11?cursor=bGltaXQ9",
        ]);
    }

    [Fact]
    public async Task Requests_Keys_TravelInAHeaderWhereTheVendorOffersOne()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(
            read with { Reconciliation = read.Reconciliation with { Sources = 3, Tolerance = 0 } }, SourceDataset.Bars, "tiingo", "polygon", "alphavantage", "yahoo"));
        Serve(bench);
        bench.Server.OnJson("tiingo", VendorBodies.Tiingo.Replace("185.59", "185.60", StringComparison.Ordinal));

        await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        var requests = bench.Server.Requests;
        requests.First(request => request.Vendor == "tiingo").Headers["Authorization"].ShouldBe($"Token {SourceBench.Key}");
        requests.First(request => request.Vendor == "polygon").Headers["Authorization"].ShouldBe($"Bearer {SourceBench.Key}");
        requests.First(request => request.Vendor == "alphavantage").Target.ShouldEndWith($"apikey={Uri.EscapeDataString(SourceBench.Key)}");
        requests.Where(request => request.Vendor != "alphavantage").ShouldAllBe(request => !request.Target.Contains("Secr3t", StringComparison.OrdinalIgnoreCase));
        requests.ShouldAllBe(request => request.Headers["User-Agent"] == "Assay/0.1");
    }

    [Fact]
    public async Task Bars_SymbolWithADot_IsSpelledAsTheVendorDoes()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "stooq", "tiingo", "yahoo", "polygon"));

        await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars, "BRK.B"));

        bench.Server.Requests.Select(request => request.Target.Split('?')[0]).Distinct().ShouldBe(
            ["/q/d/l/", "/tiingo/daily/BRK-B/prices", "/v8/finance/chart/BRK-B", "/v2/aggs/ticker/BRK.B/range/1/day/2024-01-08/2024-01-11"]);
        bench.Server.Requests[0].Target.ShouldContain("s=brk-b.us&d1=20240108&d2=20240111&i=d&o=1111111");
    }

    [Fact]
    public async Task Bars_SessionThatIsNotFinal_IsLeftOutWithAWord()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "yahoo"));
        Serve(bench);
        bench.Clock.Advance(TimeSpan.FromHours(4));

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars) with { Last = new TradingDate(2024, 1, 12) });

        fetch.Outcome.ShouldBe(FetchOutcome.Complete);
        fetch.Table!.RowCount.ShouldBe(4);
        fetch.Remarks.Single(remark => remark.Contains("not final", StringComparison.Ordinal)).ShouldContain("2024-01-12");
    }

    [Fact]
    public async Task AlphaVantage_CompactAnswerTooShort_IsAskedForInFull()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "alphavantage"));
        var days = ExchangeCalendars.Nyse.SessionsIn(new TradingDate(2023, 1, 3), new TradingDate(2024, 1, 11)).ToArray();
        bench.Server.On("alphavantage", context =>
        {
            var given = context.Request.Query["outputsize"] == "full" ? days : days[^100..];
            var bars = given.Select(day => $"\"{day}\":{{\"1. open\":\"1\",\"2. high\":\"1\",\"3. low\":\"1\",\"4. close\":\"1\",\"5. volume\":\"1\"}}");
            return VendorServer.WriteAsync(context, "application/json", $"{{\"Meta Data\":{{\"2. Symbol\":\"AAPL\"}},\"Time Series (Daily)\":{{{string.Join(',', bars)}}}}}");
        });

        var fetch = await bench.FetchAsync(new SourceRequest(SourceDataset.Bars, "AAPL", days[^110], days[^60]));

        fetch.Table!.RowCount.ShouldBe(51);
        bench.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Bars_SamePayloadTwice_GiveTheSameTable()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "polygon"));
        Serve(bench);
        var desk = bench.Open();
        var first = await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars));
        bench.Clock.Advance(TimeSpan.FromMinutes(42));

        var second = await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        second.Payloads.Select(payload => payload.Digest).ShouldBe(first.Payloads.Select(payload => payload.Digest));
        using var folder = new Assay.Tests.Support.TemporaryFolder();
        using var store = new Assay.Artifacts.FolderArtifactStore(folder.Path);
        store.PutTable(second.Table!).ShouldBe(store.PutTable(first.Table!));
    }

    internal static void Serve(SourceBench bench)
    {
        bench.Server.OnCsv("stooq", VendorBodies.Stooq);
        bench.Server.OnJson("tiingo", VendorBodies.Tiingo);
        bench.Server.OnJson("yahoo", VendorBodies.Yahoo);
        bench.Server.On("alphavantage", context => VendorServer.WriteAsync(context, "application/json", context.Request.Query["function"].ToString() switch
        {
            "SPLITS" => """{"symbol":"AAPL","data":[{"effective_date":"2024-01-10","split_factor":"4.0000"},{"effective_date":"2014-06-09","split_factor":"7.0000"}]}""",
            "DIVIDENDS" => """{"symbol":"AAPL","data":[{"ex_dividend_date":"2024-01-09","declaration_date":"2023-12-20","record_date":"2024-01-10","payment_date":"2024-01-20","amount":"0.24"}]}""",
            _ => VendorBodies.AlphaVantage,
        }));
        bench.Server.On("polygon", context => VendorServer.WriteAsync(context, "application/json", context.Request.Path.Value!.Split('/')[^1] switch
        {
            "splits" => """{"results":[{"execution_date":"2024-01-10","split_from":1,"split_to":4,"ticker":"AAPL"}],"status":"OK","request_id":"c"}""",
            "dividends" => """{"results":[{"cash_amount":0.24,"currency":"USD","dividend_type":"CD","ex_dividend_date":"2024-01-09","frequency":4,"ticker":"AAPL"}],"status":"OK","request_id":"d"}""",
            _ => context.Request.Query.ContainsKey("cursor")
                ? VendorBodies.PolygonSecond
                : VendorBodies.PolygonFirst.Replace("{next}", $"https://api.polygon.io{context.Request.Path.Value["/polygon".Length..]}?cursor=bGltaXQ9", StringComparison.Ordinal),
        }));
    }
}
