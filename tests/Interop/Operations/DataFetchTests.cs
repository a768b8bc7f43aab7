using System.Text;
using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay data fetch</c> against a vendor of the test: what people and programs see of it, and what a kill costs.</summary>
public sealed class DataFetchTests : IDisposable
{
    private const string Key = "0123456789abcdef-Secret+Key";
    private readonly TemporaryFolder home = new();
    private readonly SmallMarket market = SmallMarket.Strict();
    private readonly VendorProgram vendor = new();

    public DataFetchTests() => vendor.Serve(market);

    public void Dispose()
    {
        vendor.Dispose();
        market.Dispose();
        home.Dispose();
    }

    [Fact]
    public void Fetch_FirstThenAgain_AsksOnceAndShowsWhatIsKnown()
    {
        var first = Fetch("--symbols", "AAPL,MSFT", "--from", "2024-01-02", "--to", "2024-03-28", "--json");
        var again = Fetch("--to", "2024-03-28");
        var show = AssayProgram.Run(market.Root, "data", "show", "AAPL", "--home", home.Path, "--json");

        first.ExitCode.ShouldBe(0, first.Error);
        using var result = JsonDocument.Parse(first.Output);
        result.RootElement.GetProperty("outcome").GetString().ShouldBe("committed");
        result.RootElement.GetProperty("rows").EnumerateArray().Single(kind => kind.GetProperty("dataset").GetString() == "bars").GetProperty("added").GetInt32().ShouldBe(122);
        again.ExitCode.ShouldBe(0, again.Error);
        vendor.Asked.ShouldBe(["AAPL", "MSFT"]);
        again.Output.ShouldStartWith("sp stays as it is: nothing new can be had (4 are up to date).");
        show.ExitCode.ShouldBe(0, show.Error);
        vendor.Keys.Keys.ShouldBe([$"Token {Key}"]);
        Secret.AreNotIn(home.Path, [new Secret("the vendor's key", Encoding.ASCII.GetBytes(Key))], [.. Directory.GetFiles(home.Path, "*.lock", SearchOption.AllDirectories)]);
        Secret.AreNotIn(first.Output + first.Error, [new Secret("the vendor's key", Encoding.ASCII.GetBytes(Key))], "the screen");
    }

    [Fact]
    public void Fetch_DryRun_SaysWhatWouldBeAskedForAndAsksNobody()
    {
        var result = Fetch("--symbols", "AAPL", "--from", "2024-01-02", "--to", "2024-03-28", "--dry-run");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("  bars         AAPL       2024-01-02 to 2024-03-28, nothing is known of it");
        vendor.Asked.ShouldBeEmpty();
        Directory.Exists(Path.Combine(home.Path, "data", "snapshots")).ShouldBeFalse();
    }

    [Fact]
    public void Fetch_UnknownSymbol_IsOneSentenceAndExitsOne()
    {
        var result = Fetch("--symbols", "XXA", "--datasets", "bars");

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldBe("assay: No source gave anything for sp, which stays as it is. Fetch: bars of XXA is known to no source.");
    }

    [Fact]
    public void Fetch_VendorUnreachable_IsOneSentenceAndExitsOne()
    {
        var nobody = FreePort.Address();
        File.WriteAllText(market.FileOf("sources.yaml"), File.ReadAllText(market.FileOf("sources.yaml")).Replace(vendor.Address, $"http://{nobody}", StringComparison.Ordinal));

        var result = Fetch("--symbols", "AAPL", "--datasets", "bars");

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldStartWith("assay: No source gave anything for sp, which stays as it is. Fetch: bars of AAPL could not be fetched (tiingo: no answer to /tiingo/daily/AAPL/prices?");
        File.Exists(Path.Combine(home.Path, "data", "snapshots", "sp", "watermarks.json")).ShouldBeFalse();
        File.Exists(Path.Combine(home.Path, "data", "snapshots", "sp", "current.json")).ShouldBeFalse();
    }

    [Fact]
    public void Fetch_RefusedThenAccepted_AsksOnceAndShowsThePage()
    {
        vendor.Bad = [new(2024, 2, 6), new(2024, 2, 7), new(2024, 2, 8)];

        var refused = Fetch("--symbols", "AAPL", "--datasets", "bars", "--from", "2024-01-02", "--to", "2024-03-28");
        var accepted = Fetch("--datasets", "bars", "--to", "2024-03-28", "--accept-failing");

        refused.ExitCode.ShouldBe(3, refused.Error);
        refused.LastErrorLine.ShouldEndWith("What came is kept and not asked for again: --accept-failing takes it, the next fetch tries it with what is new.");
        var page = Path.Combine(home.Path, "artifacts", "runs", "fetch-sp-1", "data", "quality.html");
        refused.Output.ShouldContain($"Report: {page} (and quality.json beside it)\n");
        File.ReadAllText(page).ShouldContain("The data fail and should not be used.");
        accepted.ExitCode.ShouldBe(0, accepted.Error);
        accepted.Output.ShouldStartWith("sp is at number 1: 61 rows of bars new");
        vendor.Asked.ShouldBe(["AAPL"]);
    }

    [Fact]
    public void Fetch_NoKey_SaysWhichVariableIsMissing()
    {
        using var user = new TemporaryFolder();
        var result = ForeignProgram.Finish(AssayProgram.StartWith(
            new Dictionary<string, string?> { ["ASSAY_TIINGO_KEY"] = null, ["HOME"] = user.Path }, market.Root, ["data", "fetch", "--snapshot", "sp", "--symbols", "AAPL", "--home", home.Path]));

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldStartWith("assay: No source of bars can be asked. tiingo: there is no key; set ASSAY_TIINGO_KEY or write ~/.config/assay/keys/tiingo,");
    }

    [Theory]
    [InlineData("--symbols: 'A B' cannot be a symbol; write them as BRK.B, with commas between.", "--symbols", "A B")]
    [InlineData("--datasets: 'ticks' is not known, only bars, actions, fundamentals, series, sentiment.", "--datasets", "ticks")]
    [InlineData("--from: '2024-13-01' is not a date; write it as yyyy-mm-dd.", "--from", "2024-13-01")]
    [InlineData("--from 2024-02-01 lies after --to 2024-01-01; give an earlier --from or a later --to.", "--from", "2024-02-01", "--to", "2024-01-01")]
    [InlineData("--wait-hours: '-1' is not a number from 0 to 168.", "--wait-hours", "-1")]
    public void Fetch_WrongUsage_IsOneSentenceAndExitsTwo(string sentence, params string[] arguments)
    {
        var result = Fetch(arguments);

        result.ExitCode.ShouldBe(2);
        result.LastErrorLine.ShouldBe("assay: " + sentence);
    }

    [Fact]
    public void Fetch_NothingKnownAndNoSymbols_SaysWhatToDo()
    {
        var result = Fetch();

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldBe("assay: The snapshot sp has no symbols yet; name them with --symbols.");
    }

    [Fact]
    public void Fetch_Killed_GoesOnWithoutAskingForWhatItHas()
    {
        using var reached = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        vendor.Before = symbol =>
        {
            if (symbol == "D" && !reached.IsSet)
            {
                reached.Set();
                goOn.Wait(TimeSpan.FromMinutes(2));
            }
        };
        using (var fetch = LivingProgram.StartWith(Environment, market.Root, Arguments("--symbols", "A,B,C,D,E,F", "--from", "2024-01-02", "--to", "2024-03-28")))
        {
            reached.Wait(TimeSpan.FromMinutes(2)).ShouldBeTrue(fetch.Error);
            fetch.Kill();
        }

        goOn.Set();
        using (var serve = LivingProgram.StartWith(Environment, market.Root, "serve", "--home", home.Path).Until("MoveWatermarks sp: done"))
        {
            serve.Terminate().Finish().ExitCode.ShouldBe(0);
        }

        vendor.Asked.ShouldBe(["A", "B", "C", "D", "D", "E", "F"]);
        Fetch("--to", "2024-03-28").Output.ShouldStartWith("sp stays as it is: nothing new can be had (12 are up to date).");
    }

    [Fact]
    public void Sources_AfterAFetch_ShowsCountsAndWhatIsLeft()
    {
        Fetch("--symbols", "AAPL", "--from", "2024-01-02", "--to", "2024-03-28").ExitCode.ShouldBe(0);

        var people = ForeignProgram.Finish(AssayProgram.StartWith(Environment, market.Root, ["data", "sources", "--home", home.Path]));
        var machines = ForeignProgram.Finish(AssayProgram.StartWith(Environment, market.Root, ["data", "sources", "--home", home.Path, "--json"]));

        people.Output.ShouldContain("tiingo        ready; key there; 49 of 50 a hour left, 999 of 1000 a day left");
        people.Output.ShouldNotContain(Key);
        using var document = JsonDocument.Parse(machines.Output);
        var tiingo = document.RootElement.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("health").GetProperty("source").GetString() == "tiingo");
        tiingo.GetProperty("health").GetProperty("successes").GetInt32().ShouldBe(1);
    }

    private static Dictionary<string, string?> Environment => new() { ["ASSAY_TIINGO_KEY"] = Key };

    private ProgramResult Fetch(params string[] arguments) => ForeignProgram.Finish(AssayProgram.StartWith(Environment, market.Root, Arguments(arguments)));

    private string[] Arguments(params string[] arguments) => ["data", "fetch", "--snapshot", "sp", "--home", home.Path, .. arguments];
}
