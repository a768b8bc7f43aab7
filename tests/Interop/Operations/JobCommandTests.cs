using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay select</c> and <c>assay daily</c>: parts of the chain as workflows of their own.</summary>
[Collection(nameof(ReleasedHomeCollection))]
public sealed class JobCommandTests(ReleasedHome released)
{
    [Fact]
    public void Daily_SessionBeforeTheLast_PublishesItWithoutReadingLaterDays()
    {
        using var home = released.Copy();
        var last = Directory.GetDirectories(Path.Combine(home.Path, "live")).Select(Path.GetFileName).ShouldHaveSingleItem()!;
        var before = Weekday(DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture).AddDays(-1));

        var result = AssayProgram.Run(released.Root, "daily", "--date", before, "--home", home.Path, "--json");

        result.ExitCode.ShouldBe(0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        document.RootElement.GetProperty("outcome").GetString().ShouldBe("published");
        Directory.Exists(Path.Combine(home.Path, "live", before)).ShouldBeTrue();
        result.Error.ShouldNotContain(last);
        Listed(home, $"WorkflowId = 'daily-{before}'").ShouldHaveSingleItem().GetProperty("attributes").GetProperty("AssayStage").GetString().ShouldBe("daily");
    }

    [Fact]
    public void Daily_DryRun_PublishesNothing()
    {
        using var home = released.Copy();
        var last = Directory.GetDirectories(Path.Combine(home.Path, "live")).Select(Path.GetFileName).ShouldHaveSingleItem()!;
        var before = Weekday(DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture).AddDays(-1));

        var result = AssayProgram.Run(released.Root, "daily", "--date", before, "--dry-run", "--home", home.Path);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("not published (dry run)");
        Directory.Exists(Path.Combine(home.Path, "live", before)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2019-06-01", null, "2019-06-01: no recommendations. 2019-06-01 is a Saturday.\n")]
    [InlineData("2018-12-25", "XNYS", "2018-12-25: no recommendations. New York Stock Exchange has no session on 2018-12-25: Christmas Day.\n")]
    public void Daily_NoSession_EndsRegularlyWithTheReason(string date, string? exchange, string sentence)
    {
        using var home = released.Copy();

        var result = AssayProgram.Run(released.Root, ["daily", "--date", date, "--home", home.Path, .. exchange is null ? Array.Empty<string>() : ["--exchange", exchange]]);

        result.Output.ShouldBe(sentence, result.Error);
        result.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Daily_SessionWithoutBars_ScoresNothingAndExitsOne()
    {
        using var home = released.Copy();

        var result = AssayProgram.Run(released.Root, "daily", "--date", "2031-06-02", "--home", home.Path);

        result.Output.ShouldStartWith("2031-06-02: no recommendations. The data have no bars of 2031-06-02; they end on ", Case.Sensitive, result.Error);
        result.ExitCode.ShouldBe(1);
        Directory.Exists(Path.Combine(home.Path, "live", "2031-06-02")).ShouldBeFalse();
    }

    [Fact]
    public void Daily_NoRelease_SaysSoAndExitsThree()
    {
        using var home = new TemporaryFolder();

        var result = AssayProgram.Run(released.Root, "daily", "--date", "2018-02-07", "--home", home.Path);

        result.Output.ShouldBe("2018-02-07: no recommendations. No release is active, so there are no recommendations.\n", result.Error);
        result.ExitCode.ShouldBe(3);
    }

    [Theory]
    [InlineData("daily --date tomorrow", "--date: 'tomorrow' is not a date; write it as yyyy-mm-dd.")]
    [InlineData("daily --exchange XETR", "--exchange: 'XETR' is not known, only XLON or XNAS or XNYS or XNSE; 'assay --help' lists commands and 'assay run --help' options.")]
    [InlineData("select --end never", "--end: 'never' is not a date; write it as yyyy-mm-dd.")]
    public void Command_WrongArguments_IsOneSentenceAndExitTwo(string line, string sentence)
    {
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(folder.Path, line.Split(' '));

        result.Error.ShouldBe($"assay: {sentence}\n");
        result.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Select_Twice_CountsUpAndReleasesNothing()
    {
        using var home = released.Copy();

        var first = AssayProgram.Run(released.Root, "select", "--home", home.Path, "--end", "2019-05-31", "--json");
        var second = AssayProgram.Run(released.Root, "select", "--home", home.Path, "--end", "2019-05-31", "--json");

        RunIdOf(first).ShouldBe("select-2019-05-31-1", first.Error);
        RunIdOf(second).ShouldBe("select-2019-05-31-2", second.Error);
        Directory.GetDirectories(Path.Combine(home.Path, "release", "development", "versions")).Length.ShouldBe(1);
        Listed(home, "WorkflowType = 'Release'").Count.ShouldBe(1);
    }

    private List<JsonElement> Listed(TemporaryFolder home, string query)
    {
        var result = AssayProgram.Run(released.Root, "workflow", "list", "--home", home.Path, "--json", "--query", query);
        using var document = JsonDocument.Parse(result.Output);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static string? RunIdOf(ProgramResult result)
    {
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.GetProperty("run_id").GetString();
    }

    /// <summary>The day itself, or the Friday before it.</summary>
    private static string Weekday(DateOnly day)
    {
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.AddDays(-1);
        }

        return day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }
}
