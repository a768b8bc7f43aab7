using System.Globalization;
using System.Text;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Microsoft.AspNetCore.Http;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>Answers that must not be believed: each is a failure of its own kind, with a sentence that names the source.</summary>
public sealed class AnswerFaultTests
{
    private const string Html = "<!DOCTYPE html><html><head><title>Before you continue</title></head><body>…</body></html>";

    [Theory]
    [InlineData("stooq")]
    [InlineData("tiingo")]
    [InlineData("yahoo")]
    [InlineData("alphavantage")]
    [InlineData("polygon")]
    public async Task Answer_WebPageInsteadOfData_IsOfTheWrongForm(string vendor) =>
        await Expect(vendor, SourceFailureKind.WrongForm, "web page", 1, context => VendorServer.WriteAsync(context, "text/html", Html));

    [Fact]
    public async Task Answer_JsonSaidToBeText_IsOfTheWrongForm() =>
        await Expect("tiingo", SourceFailureKind.WrongForm, "text/plain", 1, context => VendorServer.WriteAsync(context, "text/plain", VendorBodies.Tiingo));

    [Fact]
    public async Task Answer_NeitherJsonNorPage_IsOfTheWrongForm() =>
        await Expect("tiingo", SourceFailureKind.WrongForm, "no JSON", 1, context => VendorServer.WriteAsync(context, "application/json", "Oops } {"));

    [Fact]
    public async Task Answer_EmptyBody_IsOfTheWrongForm() =>
        await Expect("tiingo", SourceFailureKind.WrongForm, "empty", 1, context => VendorServer.WriteAsync(context, "application/json", " \n"));

    [Fact]
    public async Task Answer_Redirect_IsNotFollowed() => await Expect("tiingo", SourceFailureKind.WrongForm, "redirect", 1, context =>
    {
        context.Response.Redirect($"http://{context.Request.Host}/elsewhere");
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("tiingo", "application/json")]
    [InlineData("stooq", "text/csv")]
    public async Task Answer_HalfABodyThatClaimsToBeWhole_IsTruncatedAndTriedAgain(string vendor, string type)
    {
        var whole = vendor == "stooq" ? VendorBodies.Stooq : VendorBodies.Tiingo;
        await Expect(vendor, SourceFailureKind.Truncated, "middle", 4, context => VendorServer.WriteAsync(context, type, whole[..(whole.Length / 2)]));
    }

    [Fact]
    public async Task Answer_ConnectionBreaksInTheBody_IsTruncatedAndTriedAgain() => await Expect("tiingo", SourceFailureKind.Truncated, "ended early", 4, async context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(VendorBodies.Tiingo);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(VendorBodies.Tiingo[..200]));
        await context.Response.Body.FlushAsync();
    });

    [Fact]
    public async Task Answer_ConnectionResetBeforeIt_IsUnreachableAndTriedAgain() => await Expect("tiingo", SourceFailureKind.Unreachable, "no answer", 4, context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Answer_OverTheCap_IsTooLarge() => await Expect("tiingo", SourceFailureKind.TooLarge, "1 MiB", 1, async context =>
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(new byte[(1 << 20) + 1]);
    });

    [Theory]
    [InlineData("\"close\":185.56", "\"last\":185.56", SourceFailureKind.ChangedForm, "'close'")]
    [InlineData("\"close\":185.56", "\"close\":\"185.56\"", SourceFailureKind.ChangedForm, "a text")]
    [InlineData("\"close\":185.56", "\"close\":null", SourceFailureKind.ChangedForm, "'close'")]
    [InlineData("2024-01-09T", "2024-01-39T", SourceFailureKind.BadValue, "no date")]
    [InlineData("2024-01-09T", "2024-01-08T", SourceFailureKind.BadValue, "two bars of 2024-01-08")]
    [InlineData("\"close\":185.56", "\"close\":1e999", SourceFailureKind.BadValue, "no number")]
    [InlineData("\"splitFactor\":4.0", "\"splitFactor\":0.0", SourceFailureKind.BadValue, "split")]
    public async Task Tiingo_ChangedBody_IsNamedAtItsPlace(string was, string becomes, SourceFailureKind kind, string word) => await Expect(
        "tiingo", kind, word, 1, context => VendorServer.WriteAsync(context, "application/json", VendorBodies.Tiingo.Replace(was, becomes, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Date,Open,High,Low,Close,Volume", "Date,Open,High,Low,Volume,Close", SourceFailureKind.ChangedForm, "columns")]
    [InlineData("Date,Open,High,Low,Close,Volume", "Date,Open,High,Low,Close", SourceFailureKind.ChangedForm, "columns")]
    [InlineData("183.92,185.15", "183.92,n/a", SourceFailureKind.BadValue, "line 3")]
    [InlineData("2024-01-09,183.92", "2024-01-09", SourceFailureKind.BadValue, "line 3")]
    public async Task Stooq_ChangedBody_IsNamedAtItsPlace(string was, string becomes, SourceFailureKind kind, string word) => await Expect(
        "stooq", kind, word, 1, context => VendorServer.WriteAsync(context, "text/csv", VendorBodies.Stooq.Replace(was, becomes, StringComparison.Ordinal)));

    [Theory]
    [InlineData("yahoo", "\"symbol\":\"AAPL\"", "\"symbol\":\"MSFT\"")]
    [InlineData("alphavantage", "\"2. Symbol\":\"AAPL\"", "\"2. Symbol\":\"MSFT\"")]
    [InlineData("polygon", "\"ticker\":\"AAPL\"", "\"ticker\":\"MSFT\"")]
    public async Task Answer_AboutAnotherSymbol_IsRefused(string vendor, string was, string becomes)
    {
        var body = vendor switch { "yahoo" => VendorBodies.Yahoo, "polygon" => VendorBodies.PolygonSecond, _ => VendorBodies.AlphaVantage };
        await Expect(vendor, SourceFailureKind.WrongSymbol, "'MSFT'", 1, context => VendorServer.WriteAsync(context, "application/json", body.Replace(was, becomes, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("yahoo", "\"dataGranularity\":\"1d\"", "\"dataGranularity\":\"1wk\"", "1wk")]
    [InlineData("yahoo", "[46.400001525878906,", "[", "4 values for 5 days")]
    [InlineData("alphavantage", "\"4. close\":\"185.1400\"", "\"4. close\":185.14", "no text")]
    [InlineData("polygon", "\"adjusted\":false", "\"adjusted\":true", "adjusted")]
    public async Task Answer_AnotherForm_IsChanged(string vendor, string was, string becomes, string word)
    {
        var body = vendor switch { "yahoo" => VendorBodies.Yahoo, "polygon" => VendorBodies.PolygonSecond, _ => VendorBodies.AlphaVantage };
        await Expect(vendor, SourceFailureKind.ChangedForm, word, 1, context => VendorServer.WriteAsync(context, "application/json", body.Replace(was, becomes, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("stooq", 200, "No data", SourceFailureKind.NoData)]
    [InlineData("stooq", 200, "Exceeded the daily hits limit", SourceFailureKind.Throttled)]
    [InlineData("tiingo", 404, """{"detail":"Not found."}""", SourceFailureKind.UnknownSymbol)]
    [InlineData("tiingo", 200, "[]", SourceFailureKind.NoData)]
    [InlineData("tiingo", 401, """{"detail":"Please supply a token"}""", SourceFailureKind.KeyRefused)]
    [InlineData("tiingo", 200, """{"detail":"Error: You have run over your hourly request allocation."}""", SourceFailureKind.Throttled)]
    [InlineData("yahoo", 404, """{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}""", SourceFailureKind.UnknownSymbol)]
    [InlineData("yahoo", 400, """{"chart":{"result":null,"error":{"code":"Bad Request","description":"Data doesn't exist for startDate = 1, endDate = 2"}}}""", SourceFailureKind.NoData)]
    [InlineData("alphavantage", 200, """{"Error Message":"Invalid API call. Please retry or visit the documentation for TIME_SERIES_DAILY."}""", SourceFailureKind.UnknownSymbol)]
    [InlineData("alphavantage", 200, """{"Error Message":"the parameter apikey is invalid or missing."}""", SourceFailureKind.KeyRefused)]
    [InlineData("alphavantage", 200, """{"Information":"We have detected your API key as Secr3t+Key/0123456789 and our standard API rate limit is 25 requests per day. Please subscribe to any of the premium plans."}""", SourceFailureKind.Throttled)]
    [InlineData("alphavantage", 200, """{"Information":"Thank you for using Alpha Vantage! This is a premium endpoint."}""", SourceFailureKind.KeyRefused)]
    [InlineData("polygon", 200, """{"ticker":"AAPL","queryCount":0,"resultsCount":0,"adjusted":false,"status":"OK","request_id":"e"}""", SourceFailureKind.NoData)]
    [InlineData("polygon", 403, """{"status":"NOT_AUTHORIZED","request_id":"f","message":"You are not entitled to this data."}""", SourceFailureKind.KeyRefused)]
    [InlineData("tiingo", 400, """{"errors":"what"}""", SourceFailureKind.BadRequest)]
    public async Task Vendor_OwnWords_AreUnderstoodAndNeverTriedAgainWithoutSense(string vendor, int status, string body, SourceFailureKind kind) =>
        await Expect(vendor, kind, vendor, 1, context => VendorServer.WriteAsync(context, body[0] is '{' or '[' ? "application/json" : "text/plain", body, status));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Status_OfOurMaking_IsNeverTriedAgain(int status) => await Expect("tiingo", status switch
    {
        400 => SourceFailureKind.BadRequest,
        404 => SourceFailureKind.UnknownSymbol,
        _ => SourceFailureKind.KeyRefused,
    }, status == 404 ? "404" : status.ToString(CultureInfo.InvariantCulture), 1, context => VendorServer.WriteAsync(context, "application/json", "{}", status));

    [Fact]
    public async Task Answer_OlderThanTheCalendarSays_IsStaleAndDegraded()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "stooq"));
        bench.Server.OnCsv("stooq", string.Concat(VendorBodies.Stooq.Split("\r\n")[..3].Select(line => line + "\r\n")));

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Attempts.Single().Failure.ShouldBe(SourceFailureKind.Stale);
        fetch.Outcome.ShouldBe(FetchOutcome.Degraded);
        fetch.Degraded.Single().ShouldBe("stooq: its last bar of AAPL is of 2024-01-09, 2 sessions before 2024-01-11; wait until it has caught up, or see whether the symbol still trades.");
        fetch.Table!.RowCount.ShouldBe(2);
    }

    [Fact]
    public async Task Answer_HolesInIt_IsPartialUntilASourceWithoutThemIsFound()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(
            read with { Reconciliation = read.Reconciliation with { Sources = 1, MissingSessions = 0 } }, SourceDataset.Bars, "stooq", "tiingo"));
        bench.Server.OnCsv("stooq", VendorBodies.Stooq.Replace("2024-01-09,183.92,185.15,182.73,185.14,42841800\r\n", string.Empty, StringComparison.Ordinal));
        bench.Server.OnJson("tiingo", VendorBodies.Tiingo);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Attempts.Select(attempt => attempt.Failure).ShouldBe([SourceFailureKind.Partial, null]);
        fetch.Outcome.ShouldBe(FetchOutcome.Complete);
        fetch.Table!.RowCount.ShouldBe(4);
    }

    /// <summary>One vendor, one answer: the kind, a word of the sentence, and how often the vendor was asked.</summary>
    private static async Task Expect(string vendor, SourceFailureKind kind, string word, int requests, RequestDelegate answer)
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, vendor));
        bench.Server.On(vendor, answer);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        var attempt = fetch.Attempts.Single();
        attempt.Failure.ShouldBe(kind, attempt.Message);
        attempt.Message!.ShouldStartWith($"{vendor}: ");
        attempt.Message!.ShouldEndWith(".");
        attempt.Message!.ShouldContain(word);
        attempt.Message!.ShouldContain(";");
        fetch.Table.ShouldBeNull();
        bench.Server.Requests.Count.ShouldBe(requests);
        Everything(bench, fetch).ShouldNotContain(SourceBench.Key, Case.Insensitive);
        Everything(bench, fetch).ShouldNotContain(Uri.EscapeDataString(SourceBench.Key), Case.Insensitive);
    }

    private static string Everything(SourceBench bench, SourceFetch fetch) => string.Join(
        '\n',
        [bench.Log.Text, Encoding.UTF8.GetString(Assay.Artifacts.Json.CanonicalJson.Serialize(SourceProvenance.Of(fetch))), .. fetch.Payloads.Select(payload => Encoding.UTF8.GetString(payload.Bytes))]);
}
