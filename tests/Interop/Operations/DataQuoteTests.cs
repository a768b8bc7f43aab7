using System.Text;
using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay data quote</c> against a vendor of the test: what people and programs see of it, and that nothing of it is kept.</summary>
public sealed class DataQuoteTests : IDisposable
{
    private const string Key = "0123456789abcdef-Secret+Key";
    private readonly TemporaryFolder home = new();
    private readonly TemporaryFolder user = new();
    private readonly SmallMarket market = SmallMarket.Strict();
    private readonly QuoteVendorProgram vendor = new();

    public DataQuoteTests() => vendor.Serve(market);

    public void Dispose()
    {
        vendor.Dispose();
        market.Dispose();
        user.Dispose();
        home.Dispose();
    }

    [Fact]
    public void Quote_KnownAndUnknown_AreToldApartAndNothingIsKeptButTheCounts()
    {
        var people = Quote("AAPL", "XXA");
        var machines = Quote("AAPL", "XXA", "--json");

        people.ExitCode.ShouldBe(0, people.Error);
        var lines = people.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3, people.Output);
        lines[0].ShouldMatch("^AAPL     185\\.5 \\(\\+0\\.27% on 185\\); day 183\\.25 to 187, open 184; finnhub, of [0-9T:-]+Z, [0-9]+ (s|min) old$");
        lines[1].ShouldBe("XXA      unknown to finnhub");
        lines[2].ShouldBe("These are quotes, not bars: no snapshot keeps them, and no run reads them.");

        machines.ExitCode.ShouldBe(0, machines.Error);
        using var document = JsonDocument.Parse(machines.Output);
        var quote = document.RootElement.GetProperty("quotes").EnumerateArray().Single();
        quote.GetProperty("symbol").GetString().ShouldBe("AAPL");
        quote.GetProperty("source").GetString().ShouldBe("finnhub");
        quote.GetProperty("price").GetDouble().ShouldBe(185.5);
        quote.GetProperty("previous_close").GetDouble().ShouldBe(185);
        quote.GetProperty("age_seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(59);
        document.RootElement.GetProperty("unknown").EnumerateArray().Single().GetString().ShouldBe("XXA");
        document.RootElement.GetProperty("failed").GetArrayLength().ShouldBe(0);

        vendor.Asked.ShouldBe([$"/quote?symbol=AAPL {Key}", $"/quote?symbol=XXA {Key}", $"/quote?symbol=AAPL {Key}", $"/quote?symbol=XXA {Key}"]);
        Directory.GetFiles(home.Path, "*", SearchOption.AllDirectories).ShouldAllBe(file => Path.GetFileName(file).StartsWith("state.sqlite", StringComparison.Ordinal));
        Secret[] secrets = [new("the vendor's key", Encoding.ASCII.GetBytes(Key))];
        Secret.AreNotIn(home.Path, secrets, []);
        Secret.AreNotIn(people.Output + people.Error + machines.Output + machines.Error, secrets, "the screen");
    }

    [Fact]
    public void Quote_NoneKnown_NamesThemAndExitsOne()
    {
        var result = Quote("XXA", "XXB");

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldBe("assay: No source knows XXA, XXB; check the symbols.");
    }

    [Theory]
    [InlineData(200, "text/html", "<html>login</html>", "finnhub: /quote?symbol=AAPL was answered with a web page where JSON is due")]
    [InlineData(401, "application/json", "{\"error\":\"Invalid API key\"}", "finnhub: it does not accept the key, or the plan does not cover this ('Invalid API key'); check the key and what the plan includes.")]
    [InlineData(429, "application/json", "{\"error\":\"API limit reached.\"}", "finnhub: it is asked too often (429 to /quote?symbol=AAPL); wait, or lower its quotas in sources.yaml.")]
    public void Quote_VendorRefuses_IsOneSentenceAndExitsOne(int status, string type, string body, string reason)
    {
        vendor.Instead = (status, type, body);

        var result = Quote("AAPL", "--json");

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldStartWith("assay: There is no present quote of AAPL. " + reason);
        using var document = JsonDocument.Parse(result.Output);
        document.RootElement.GetProperty("failed").EnumerateArray().Single().GetProperty("symbol").GetString().ShouldBe("AAPL");
    }

    [Fact]
    public void Quote_OfAMonthAgo_IsShownAsStaleAndExitsOne()
    {
        vendor.Age = TimeSpan.FromDays(30);

        var result = Quote("AAPL");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("30 days old (stale)");
        result.LastErrorLine.ShouldStartWith("assay: There is no present quote of AAPL. finnhub: its quote of AAPL is of ");
    }

    [Fact]
    public void Quote_NoKey_SaysWhichVariableIsMissing()
    {
        var result = QuoteWith(null, "AAPL", "MSFT");

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldBe("assay: There is no present quote of AAPL, MSFT. finnhub: there is no key; set ASSAY_FINNHUB_KEY or write ~/.config/assay/keys/finnhub, or take the source out of sources.yaml.");
        vendor.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Quote_VendorUnreachable_IsOneSentenceForAllSymbolsAndExitsOne()
    {
        File.WriteAllText(market.FileOf("sources.yaml"), File.ReadAllText(market.FileOf("sources.yaml")).Replace(vendor.Address, $"http://{FreePort.Address()}", StringComparison.Ordinal));

        var result = Quote("AAPL", "MSFT");

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldStartWith("assay: There is no present quote of AAPL, MSFT. finnhub: no answer to /quote?symbol=AAPL (");
        result.LastErrorLine.ShouldEndWith("check the network and base_url in sources.yaml.");
    }

    [Theory]
    [InlineData("No symbol is named to ask for; name one or more, such as AAPL BRK.B.")]
    [InlineData("symbol: 'AAPL,MSFT' cannot be one; write them as BRK.B, with blanks between.", "AAPL,MSFT")]
    [InlineData("symbol: '--now' cannot be one; write them as BRK.B, with blanks between.", "AAPL", "--now")]
    public void Quote_WrongUsage_IsOneSentenceAndExitsTwo(string sentence, params string[] arguments)
    {
        var result = Quote(arguments);

        result.ExitCode.ShouldBe(2);
        result.LastErrorLine.ShouldBe("assay: " + sentence);
    }

    private ProgramResult Quote(params string[] arguments) => QuoteWith(Key, arguments);

    private ProgramResult QuoteWith(string? key, params string[] arguments) => ForeignProgram.Finish(AssayProgram.StartWith(
        new Dictionary<string, string?> { ["ASSAY_FINNHUB_KEY"] = key, ["HOME"] = user.Path }, market.Root, ["data", "quote", .. arguments, "--home", home.Path]));
}
