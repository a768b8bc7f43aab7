using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.PointInTime;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Settings;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>Macro series, fundamentals and sentiment: above all, since when they are known.</summary>
public sealed class FigureVendorTests
{
    private static readonly TradingDate First = new(2023, 1, 1);
    private static readonly TradingDate Last = new(2024, 1, 11);

    [Fact]
    public async Task Fred_SeriesWithVintages_EveryFigureIsKnownFromTheDayAfterItsPublication()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.OnJson("fred", """
            {"realtime_start":"1776-07-04","realtime_end":"9999-12-31","observation_start":"2023-01-01","observation_end":"2024-01-11","units":"lin","output_type":1,"file_type":"json","order_by":"observation_date","sort_order":"asc","count":4,"offset":0,"limit":100000,"observations":[
            {"realtime_start":"2023-12-08","realtime_end":"2024-01-04","date":"2023-11-01","value":"3.7"},
            {"realtime_start":"2024-01-05","realtime_end":"9999-12-31","date":"2023-11-01","value":"3.8"},
            {"realtime_start":"2024-01-05","realtime_end":"2024-01-09","date":"2023-12-01","value":"3.7"},
            {"realtime_start":"2024-01-10","realtime_end":"9999-12-31","date":"2023-12-01","value":"."}]}
            """);

        var fetch = await bench.FetchAsync(new SourceRequest(SourceDataset.Series, "UNRATE", First, Last));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete, string.Join('\n', fetch.Attempts));
        var table = fetch.Table!;
        table.SchemaId.ShouldBe(ObservedDataset.Series.SchemaId);
        table.Float64("value").ShouldBe([3.7, 3.8, 3.7, double.NaN]);
        table.Boolean("retracted").ShouldBe([false, false, false, true]);
        table.Instant("known_at").Select(InstantColumn.InstantOf).ShouldBe(
        [
            new DateTimeOffset(2023, 12, 9, 6, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2024, 1, 6, 6, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2024, 1, 6, 6, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2024, 1, 11, 6, 0, 0, TimeSpan.Zero),
        ]);
        bench.Server.Requests.Single().Target.ShouldContain("realtime_start=1776-07-04&realtime_end=9999-12-31");
        bench.Server.Requests.Single().Target.ShouldContain($"api_key={Uri.EscapeDataString(SourceBench.Key)}");
        bench.Log.Text.ShouldContain("/fred/series/observations?series_id=UNRATE");
        bench.Log.Text.ShouldNotContain("api_key");
    }

    [Fact]
    public async Task Fred_SeriesWithoutVintages_IsKnownFromTheDeclaredTimeAndHolidaysAreNoFigures()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.OnJson("fred", """
            {"count":3,"offset":0,"limit":100000,"observations":[
            {"realtime_start":"2024-01-12","realtime_end":"2024-01-12","date":"2024-01-01","value":"."},
            {"realtime_start":"2024-01-12","realtime_end":"2024-01-12","date":"2024-01-02","value":"13.20"},
            {"realtime_start":"2024-01-12","realtime_end":"2024-01-12","date":"2024-01-11","value":"12.44"}]}
            """);

        var table = (await bench.FetchAsync(new SourceRequest(SourceDataset.Series, "VIXCLS", First, Last))).Table!;

        table.Float64("value").ShouldBe([13.2, 12.44]);
        table.Instant("known_at").Select(InstantColumn.InstantOf).ShouldBe([new DateTimeOffset(2024, 1, 4, 0, 0, 0, TimeSpan.Zero), SourceBench.Now]);
        bench.Server.Requests.Single().Target.ShouldNotContain("realtime");
    }

    [Fact]
    public async Task Fred_SeveralPages_AreTurnedByOffset()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.On("fred", context => VendorServer.WriteAsync(context, "application/json", context.Request.Query["offset"] == "0"
            ? """{"count":2,"offset":0,"limit":1,"observations":[{"realtime_start":"2024-01-12","date":"2024-01-02","value":"1"}]}"""
            : """{"count":2,"offset":1,"limit":1,"observations":[{"realtime_start":"2024-01-12","date":"2024-01-03","value":"2"}]}"""));

        (await bench.FetchAsync(new SourceRequest(SourceDataset.Series, "DGS10", First, Last))).Table!.Float64("value").ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("Bad Request.  The series does not exist.", SourceFailureKind.UnknownSymbol)]
    [InlineData("Bad Request.  The value for variable api_key is not registered.", SourceFailureKind.KeyRefused)]
    [InlineData("Bad Request.  Variable observation_start has bad value.", SourceFailureKind.BadRequest)]
    public async Task Fred_ErrorDocument_IsUnderstood(string message, SourceFailureKind kind)
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.OnJson("fred", $$"""{"error_code":400,"error_message":"{{message}}"}""", 400);

        (await bench.FetchAsync(new SourceRequest(SourceDataset.Series, "NOPE", First, Last))).Attempts.Single().Failure.ShouldBe(kind);
    }

    [Fact]
    public async Task Finnhub_ReportedFigures_AreKnownFromTheirAcceptanceAndRatiosFromTheFetch()
    {
        await using var bench = await SourceBench.StartAsync();
        ServeFinnhub(bench);

        var fetch = await bench.FetchAsync(new SourceRequest(SourceDataset.Fundamentals, "AAPL", First, Last));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete, string.Join('\n', fetch.Attempts));
        var table = fetch.Table!;
        var rows = Enumerable.Range(0, table.RowCount).Select(row => (table.Text("field").At(row)!, table.Float64("value")[row], InstantColumn.InstantOf(table.Instant("known_at")[row]))).ToArray();
        rows.ShouldBe(
        [
            ("annual.ic.GrossProfit", 98392000000, new DateTimeOffset(2023, 11, 3, 22, 1, 14, TimeSpan.Zero)),
            ("quarterly.bs.us-gaap_Assets", 352583000000, new DateTimeOffset(2023, 8, 3, 20, 31, 33, TimeSpan.Zero)),
            ("quarterly.metric.currentRatio", 0.988, SourceBench.Now),
        ], ignoreOrder: true);
        fetch.Payloads.Count.ShouldBe(3);
        bench.Server.Requests.ShouldAllBe(request => request.Headers["X-Finnhub-Token"] == SourceBench.Key);
    }

    [Fact]
    public async Task Finnhub_UnknownSymbol_IsSaidToBe()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.On("finnhub", context => VendorServer.WriteAsync(
            context, "application/json", context.Request.Path.Value!.EndsWith("metric", StringComparison.Ordinal) ? """{"metric":{},"metricType":"all","symbol":"NOPE"}""" : """{"cik":"","data":[],"symbol":"NOPE"}"""));

        (await bench.FetchAsync(new SourceRequest(SourceDataset.Fundamentals, "NOPE", First, Last))).Outcome.ShouldBe(FetchOutcome.Unknown);
    }

    [Fact]
    public async Task Finnhub_NewsSentiment_IsBullishLessBearishAndKnownNow()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.OnJson("finnhub", """{"buzz":{"articlesInLastWeek":20,"buzz":0.8888,"weeklyAverage":22.5},"companyNewsScore":0.9166,"sectorAverageBullishPercent":0.6482,"sectorAverageNewsScore":0.5191,"sentiment":{"bearishPercent":0.2,"bullishPercent":0.7},"symbol":"AAPL"}""");

        var table = (await bench.FetchAsync(new SourceRequest(SourceDataset.Sentiment, "AAPL", First, Last))).Table!;

        table.Date("date").ShouldBe([new TradingDate(2024, 1, 12).DayNumber]);
        table.Float64("score")[0].ShouldBe(0.5, 1e-12);
        table.Float64("confidence")[0].ShouldBe(double.NaN);
        table.Float64("articles").ShouldBe([20]);
        InstantColumn.InstantOf(table.Instant("known_at")[0]).ShouldBe(SourceBench.Now);
    }

    [Fact]
    public async Task AlphaVantage_NewsSentiment_IsTheDaysMeanByRelevanceKnownAfterTheDay()
    {
        await using var bench = await SourceBench.StartAsync(read => read with { Failover = read.Failover with { Sentiment = ["alphavantage"] } });
        bench.Server.OnJson("alphavantage", News);

        var fetch = await bench.FetchAsync(new SourceRequest(SourceDataset.Sentiment, "AAPL", First, new TradingDate(2024, 1, 12)));

        fetch.Outcome.ShouldBe(FetchOutcome.Complete, string.Join('\n', fetch.Attempts));
        var table = fetch.Table!;
        table.Date("date").ShouldBe([new TradingDate(2024, 1, 10).DayNumber, new TradingDate(2024, 1, 12).DayNumber]);
        table.Float64("score")[0].ShouldBe(((0.9 * 0.4) + (0.3 * -0.2)) / 1.2, 1e-12);
        table.Float64("confidence")[0].ShouldBe(0.6, 1e-12);
        table.Float64("articles").ShouldBe([2, 1]);
        table.Instant("known_at").Select(InstantColumn.InstantOf).ShouldBe([new DateTimeOffset(2024, 1, 11, 5, 0, 0, TimeSpan.Zero), SourceBench.Now]);
    }

    [Fact]
    public async Task Sentiment_Weighted_IsTheMeanOfThoseThatAnswer()
    {
        await using var bench = await SourceBench.StartAsync(read => read with
        {
            SentimentWeights = [new SentimentWeight { Source = "finnhub", Weight = 0.6 }, new SentimentWeight { Source = "alphavantage", Weight = 0.4 }],
        });
        bench.Server.OnJson("finnhub", """{"buzz":{"articlesInLastWeek":20},"sentiment":{"bearishPercent":0.2,"bullishPercent":0.65},"symbol":"AAPL"}""");
        bench.Server.OnJson("alphavantage", News);
        var request = new SourceRequest(SourceDataset.Sentiment, "AAPL", new TradingDate(2024, 1, 12), new TradingDate(2024, 1, 12));

        var both = await bench.FetchAsync(request);
        bench.Server.OnJson("finnhub", "{}", 403);
        var one = await bench.FetchAsync(request);

        both.Table!.Float64("score").Single().ShouldBe((0.45 * 0.6) + (0.62 * 0.4), 1e-12);
        both.Table.Float64("confidence").Single().ShouldBe(0.5);
        both.Table.Text("source").At(0).ShouldBe("finnhub+alphavantage");
        both.Payloads.Count.ShouldBe(2);
        one.Table!.Float64("score").Single().ShouldBe(0.62);
        one.Table.Text("source").At(0).ShouldBe("alphavantage");
    }

    private const string News = """
        {"items":"4","sentiment_score_definition":"x","relevance_score_definition":"y","feed":[
        {"title":"a","url":"https://news.example/a","time_published":"20240110T143000","overall_sentiment_score":0.1,"ticker_sentiment":[{"ticker":"AAPL","relevance_score":"0.9","ticker_sentiment_score":"0.4","ticker_sentiment_label":"Bullish"},{"ticker":"MSFT","relevance_score":"0.1","ticker_sentiment_score":"-0.9","ticker_sentiment_label":"Bearish"}]},
        {"title":"b","url":"https://news.example/b","time_published":"20240111T023000","overall_sentiment_score":0.1,"ticker_sentiment":[{"ticker":"AAPL","relevance_score":"0.3","ticker_sentiment_score":"-0.2","ticker_sentiment_label":"Somewhat-Bearish"}]},
        {"title":"b","url":"https://news.example/b","time_published":"20240111T023000","overall_sentiment_score":0.1,"ticker_sentiment":[{"ticker":"AAPL","relevance_score":"0.3","ticker_sentiment_score":"-0.2","ticker_sentiment_label":"Somewhat-Bearish"}]},
        {"title":"c","url":"https://news.example/c","time_published":"20240112T110000","overall_sentiment_score":0.1,"ticker_sentiment":[{"ticker":"AAPL","relevance_score":"0.5","ticker_sentiment_score":"0.62","ticker_sentiment_label":"Bullish"}]}]}
        """;

    private static void ServeFinnhub(SourceBench bench) => bench.Server.On("finnhub", context => VendorServer.WriteAsync(context, "application/json", (context.Request.Path.Value!.Split('/')[^1], context.Request.Query["freq"].ToString()) switch
    {
        ("financials-reported", "quarterly") => """
            {"cik":"320193","data":[{"accessNumber":"a","symbol":"AAPL","cik":"320193","year":2023,"quarter":3,"form":"10-Q","startDate":"2022-09-25 00:00:00","endDate":"2023-07-01 00:00:00","filedDate":"2023-08-04 00:00:00","acceptedDate":"2023-08-03 16:31:33",
            "report":{"bs":[{"concept":"us-gaap_Assets","unit":"usd","label":"Total assets","value":352583000000},{"concept":"us-gaap_Assets","unit":"usd","label":"again","value":1},{"concept":"us-gaap_Goodwill","unit":"usd","label":"Goodwill","value":"N/A"}],"cf":[],"ic":[]}},
            {"accessNumber":"b","symbol":"AAPL","cik":"320193","year":2019,"quarter":3,"form":"10-Q","startDate":"2018-09-30 00:00:00","endDate":"2019-06-29 00:00:00","filedDate":"2019-07-31 00:00:00","acceptedDate":"2019-07-30 16:31:33","report":{"bs":[{"concept":"us-gaap_Assets","value":2}],"cf":[],"ic":[]}}],"symbol":"AAPL"}
            """,
        ("financials-reported", _) => """
            {"cik":"320193","data":[{"accessNumber":"c","symbol":"AAPL","cik":"320193","year":2023,"quarter":0,"form":"10-K","startDate":"2022-09-25 00:00:00","endDate":"2023-09-30 00:00:00","filedDate":"2023-11-03 00:00:00","acceptedDate":"2023-11-03 18:01:14","report":{"bs":{},"cf":{},"ic":{"GrossProfit":98392000000}}}],"symbol":"AAPL"}
            """,
        _ => """{"metric":{"beta":1.29},"metricType":"all","series":{"annual":{},"quarterly":{"currentRatio":[{"period":"2023-09-30","v":0.988},{"period":"2019-06-29","v":1.5}]}},"symbol":"AAPL"}""",
    }));
}
