using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;
using Microsoft.AspNetCore.Http;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>Looks at the present price, as Finnhub's <c>/quote</c> documents it. Bodies are made up; their form is the vendor's.</summary>
public sealed class QuoteTests
{
    /// <summary>The close of 2024-01-11, 21:00 UTC; <see cref="SourceBench.Now"/> lies before the next opening.</summary>
    private const string Aapl = """{"c":185.59,"d":-0.6,"dp":-0.3222,"h":187.05,"l":183.62,"o":186.54,"pc":186.19,"t":1705006800}""";

    private const string Unknown = """{"c":0,"d":null,"dp":null,"h":0,"l":0,"o":0,"pc":0,"t":0}""";

    [Fact]
    public async Task Ask_KnownSymbol_IsItsLatestPriceWithItsInstantAndItsDay()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.OnJson("finnhub", Aapl);

        var look = await AskAsync(bench, "BRK.B");

        look.Outcome.ShouldBe(QuoteOutcome.Known, string.Join('\n', look.Attempts));
        look.Quote.ShouldBe(new Quote
        {
            Symbol = "BRK.B",
            Source = "finnhub",
            Price = 185.59,
            At = new DateTimeOffset(2024, 1, 11, 21, 0, 0, TimeSpan.Zero),
            PreviousClose = 186.19,
            Open = 186.54,
            High = 187.05,
            Low = 183.62,
            FetchedAt = SourceBench.Now,
        });
        look.Quote!.Age.ShouldBe(TimeSpan.FromHours(15));
        look.Quote.Change!.Value.ShouldBe(-0.003222, 1e-6);
        var request = bench.Server.Requests.Single();
        request.Target.ShouldBe("/quote?symbol=BRK.B");
        request.Headers["X-Finnhub-Token"].ShouldBe(SourceBench.Key);
    }

    [Fact]
    public async Task Ask_ZeroThroughout_IsAnUnknownSymbolAndNoFailureOfTheSource()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.OnJson("finnhub", Unknown);

        var look = await AskAsync(bench, "NOPE");

        look.Outcome.ShouldBe(QuoteOutcome.Unknown);
        look.Quote.ShouldBeNull();
        look.Attempts.Single().Message.ShouldBe("finnhub: it does not know NOPE; check the symbol.");
        Health(bench).SuccessRate.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_FirstDayOfAListing_HasNoCloseBefore()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.OnJson("finnhub", Aapl.Replace("\"pc\":186.19", "\"pc\":0", StringComparison.Ordinal));

        var quote = (await AskAsync(bench, "AAPL")).Quote!;

        quote.PreviousClose.ShouldBeNull();
        quote.Change.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, QuoteOutcome.Known, "before the opening")]
    [InlineData(3.5, QuoteOutcome.Known, "an hour into the session")]
    [InlineData(3.75, QuoteOutcome.Stale, "75 minutes into the session")]
    public async Task Ask_TimeSinceTheQuote_CountsOnlyWhileTheExchangeTrades(double hoursLater, QuoteOutcome outcome, string when)
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.OnJson("finnhub", Aapl);
        bench.Clock.Advance(TimeSpan.FromHours(hoursLater));

        var look = await AskAsync(bench, "AAPL");

        look.Outcome.ShouldBe(outcome, when);
        look.Quote!.Price.ShouldBe(185.59);
        look.Attempts.Single().Message.ShouldBe(outcome == QuoteOutcome.Known
            ? null
            : "finnhub: its quote of AAPL is of 2024-01-11T21:00:00Z, and the exchange has traded for 75 minutes since; see whether the symbol still trades, or raise quotes.stale_minutes in sources.yaml.");
    }

    [Theory]
    [InlineData("\"c\":185.59,", "", SourceFailureKind.ChangedForm, "'c'")]
    [InlineData("\"pc\":186.19,", "", SourceFailureKind.ChangedForm, "'pc'")]
    [InlineData(",\"t\":1705006800", "", SourceFailureKind.ChangedForm, "'t'")]
    [InlineData("\"c\":185.59", "\"c\":\"185.59\"", SourceFailureKind.ChangedForm, "a text")]
    [InlineData("\"c\":185.59", "\"c\":0", SourceFailureKind.BadValue, "zero or less")]
    [InlineData("\"o\":186.54", "\"o\":190", SourceFailureKind.BadValue, "opening")]
    [InlineData("1705006800", "0", SourceFailureKind.BadValue, "'t'")]
    [InlineData("1705006800", "1705070000", SourceFailureKind.BadValue, "ahead of now")]
    [InlineData("1705006800", "9223372036854775807", SourceFailureKind.BadValue, "ahead of now")]
    public async Task Ask_ChangedBody_IsNamedAtItsPlace(string was, string becomes, SourceFailureKind kind, string word) =>
        await Expect(kind, word, 1, context => VendorServer.WriteAsync(context, "application/json", Aapl.Replace(was, becomes, StringComparison.Ordinal)));

    [Fact]
    public async Task Ask_WebPage_IsOfTheWrongForm() =>
        await Expect(SourceFailureKind.WrongForm, "web page", 1, context => VendorServer.WriteAsync(context, "text/html", "<!DOCTYPE html><html></html>"));

    [Fact]
    public async Task Ask_HalfABody_IsTruncatedAndTriedAgain() =>
        await Expect(SourceFailureKind.Truncated, "middle", 4, context => VendorServer.WriteAsync(context, "application/json", Aapl[..40]));

    [Fact]
    public async Task Ask_ServerFault_IsTriedAgain() =>
        await Expect(SourceFailureKind.ServerFault, "503", 4, context => VendorServer.WriteAsync(context, "text/plain", "busy", 503));

    [Theory]
    [InlineData(401, "Invalid API key")]
    [InlineData(403, "You don't have access to this resource.")]
    public async Task Ask_KeyRefused_IsNeverTriedAgain(int status, string words) =>
        await Expect(SourceFailureKind.KeyRefused, "check the key", 1, context => VendorServer.WriteAsync(context, "application/json", $$"""{"error":"{{words}} {{SourceBench.Key}}"}""", status));

    [Fact]
    public async Task Ask_ToldToWaitForLong_AsksNobodyAgainAndKeepsFetchesAwayToo()
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.On("finnhub", context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return VendorServer.WriteAsync(context, "application/json", """{"error":"API limit reached. Please try again later."}""", 429);
        });
        using var desk = bench.OpenQuotes();

        var first = await desk.AskAsync("AAPL");
        var second = await desk.AskAsync("MSFT");
        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Fundamentals));

        first.Outcome.ShouldBe(QuoteOutcome.Failed);
        first.Attempts.Single().Failure.ShouldBe(SourceFailureKind.Throttled);
        second.Attempts.ShouldBe(first.Attempts);
        fetch.ResumeAt.ShouldBe(SourceBench.Now.AddHours(1));
        bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ask_RetryAfterWithinOurPatience_IsSatOut()
    {
        await using var bench = await SourceBench.StartAsync();
        var count = 0;
        bench.Server.On("finnhub", context =>
        {
            context.Response.Headers.RetryAfter = "45";
            return Interlocked.Increment(ref count) > 1
                ? VendorServer.WriteAsync(context, "application/json", Aapl)
                : VendorServer.WriteAsync(context, "text/plain", "slow down", 429);
        });

        (await AskAsync(bench, "AAPL")).Outcome.ShouldBe(QuoteOutcome.Known);

        bench.Clock.Leaps.Single().TotalSeconds.ShouldBe(45, 0.01);
    }

    [Fact]
    public async Task Ask_WithoutAKey_FailsAndSendsNothing()
    {
        await using var bench = await SourceBench.StartAsync();

        var look = await AskAsync(bench, "AAPL", _ => null);

        look.Outcome.ShouldBe(QuoteOutcome.Failed);
        look.Attempts.Single().Failure.ShouldBe(SourceFailureKind.KeyMissing);
        bench.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Validate_QuotesOfASourceThatHasNone_AreRefused()
    {
        await using var bench = await SourceBench.StartAsync();
        var wrong = bench.Configuration with { Failover = bench.Configuration.Failover with { Quotes = ["fred"] }, Quotes = new QuoteOptions { StaleMinutes = 0 } };

        var faults = new SourcesConfigurationValidator().Validate(wrong).Errors.Select(fault => fault.ErrorMessage).ToArray();

        faults.Length.ShouldBe(2);
        faults.ShouldContain("names 'fred', which does not offer it");
    }

    /// <summary>One answer: the kind, a word of the sentence, and how often the vendor was asked; the key is said nowhere.</summary>
    private static async Task Expect(SourceFailureKind kind, string word, int requests, RequestDelegate answer)
    {
        await using var bench = await SourceBench.StartAsync();
        bench.Server.On("finnhub", answer);

        var look = await AskAsync(bench, "AAPL");

        look.Outcome.ShouldBe(QuoteOutcome.Failed);
        var attempt = look.Attempts.Single();
        attempt.Failure.ShouldBe(kind, attempt.Message);
        attempt.Message!.ShouldStartWith("finnhub: ");
        attempt.Message!.ShouldContain(word);
        attempt.Message!.ShouldEndWith(".");
        bench.Server.Requests.Count.ShouldBe(requests);
        var said = bench.Log.Text + attempt.Message + Health(bench).LastError;
        said.ShouldNotContain(SourceBench.Key, Case.Insensitive);
        said.ShouldNotContain(Uri.EscapeDataString(SourceBench.Key), Case.Insensitive);
    }

    private static async Task<QuoteLook> AskAsync(SourceBench bench, string symbol, Func<string, string?>? variable = null)
    {
        using var desk = bench.OpenQuotes(variable);
        return await desk.AskAsync(symbol);
    }

    private static SourceHealth Health(SourceBench bench) => bench.Open().Health().Single(health => health.Source == "finnhub");
}
