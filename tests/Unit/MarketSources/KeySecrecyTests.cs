using System.Text;
using System.Text.Json;
using Assay.Artifacts.Json;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Microsoft.AspNetCore.Http;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>A key that travels in the address comes back in what vendors, proxies and libraries write; none of it may reach a person or a file.</summary>
public sealed class KeySecrecyTests
{
    private static readonly string Escaped = Uri.EscapeDataString(SourceBench.Key);

    /// <summary>How an answer may spell the key: as it is, escaped in either case, in JSON, in a page.</summary>
    public static TheoryData<string> Spellings =>
        [SourceBench.Key, Escaped, Escaped.Replace("%2B", "%2b", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal), JsonEncodedText.Encode(SourceBench.Key).ToString()];

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Redirect_WithTheKeyInItsTarget_IsToldWithoutIt(string spelling) => await ExpectSilenceAsync(spelling, context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = $"https://{context.Request.Host}/elsewhere?apikey={Escaped}";
        return context.Response.WriteAsync($"<a href=\"/elsewhere?apikey={spelling}\">moved</a>");
    });

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Refusal_ThatQuotesTheKey_IsToldWithoutIt(string spelling) => await ExpectSilenceAsync(
        spelling, context => VendorServer.WriteAsync(context, "text/plain", $"The apikey {spelling} has expired.", 403));

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Answer_OfAnotherFormThatQuotesTheKey_IsToldWithoutIt(string spelling) => await ExpectSilenceAsync(
        spelling, context => VendorServer.WriteAsync(context, "text/csv", $"Request?apikey={spelling}\nno such thing\n"));

    [Fact]
    public async Task Connection_ThatIsRefused_IsToldWithoutTheKey()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(
            read with { Sources = [.. read.Sources.Select(source => source with { BaseUrl = "http://127.0.0.1:9" })] }, SourceDataset.Bars, "stooq"));

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        fetch.Attempts.Single().Failure.ShouldBe(SourceFailureKind.Unreachable);
        ShouldBeSilent(bench, fetch, SourceBench.Key);
    }

    /// <summary>The name cannot be resolved: one more try after two seconds, and no further symbol waits for that.</summary>
    [Fact]
    public async Task Network_ThatIsNotThere_IsTriedTwiceAndToldInASentence()
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(
            read with { Sources = [.. read.Sources.Select(source => source with { BaseUrl = "https://nobody.invalid" })] }, SourceDataset.Bars, "stooq"));
        var desk = bench.Open();

        var first = await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars));
        var second = await desk.FetchAsync(SourceBench.Week(SourceDataset.Bars, "MSFT"));

        foreach (var fetch in (SourceFetch[])[first, second])
        {
            fetch.Outcome.ShouldBe(FetchOutcome.Failed);
            fetch.Attempts.Single().ShouldBe(new FetchAttempt(
                "stooq",
                SourceFailureKind.NoNetwork,
                "stooq: nobody.invalid cannot be reached from here (no network, or its name is not resolved); check the network, and base_url in sources.yaml.",
                0));
        }

        bench.Clock.Leaps.ShouldBe([TimeSpan.FromSeconds(2)]);
        var health = desk.Health().Single(health => health.Source == "stooq");
        health.Breaker.ShouldBe("closed", "it is not the source that failed");
        health.Requests.ShouldBe(2);
        ShouldBeSilent(bench, first, SourceBench.Key);
    }

    private static async Task ExpectSilenceAsync(string spelling, RequestDelegate answer)
    {
        await using var bench = await SourceBench.StartAsync(read => SourceBench.Order(read, SourceDataset.Bars, "stooq"));
        bench.Server.On("stooq", answer);

        var fetch = await bench.FetchAsync(SourceBench.Week(SourceDataset.Bars));

        bench.Server.Requests[0].Target.ShouldContain(Escaped);
        fetch.Attempts.Single().Failure.ShouldNotBeNull();
        ShouldBeSilent(bench, fetch, spelling);
    }

    private static void ShouldBeSilent(SourceBench bench, SourceFetch fetch, string spelling)
    {
        var said = Encoding.UTF8.GetString(CanonicalJson.Serialize(SourceProvenance.Of(fetch)))
            + string.Concat(fetch.Attempts.Select(attempt => attempt.Message))
            + string.Concat(bench.Open().Health().Select(health => health.LastError))
            + bench.Log.Text;
        foreach (var secret in (string[])[SourceBench.Key, Escaped, spelling])
        {
            said.ShouldNotContain(secret, Case.Insensitive);
        }
    }
}
