using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.BadInput;

/// <summary>A command line that cannot be meant ends with one sentence and exit code 2, before anything is made.</summary>
public sealed class WrongUsageTests
{
    private const string Where = "'assay --help' lists commands and 'assay run --help' options.";

    [Theory]
    [InlineData("", "a command is missing; " + Where)]
    [InlineData("nonsense", "'nonsense' is neither a command nor belongs to an option; " + Where)]
    [InlineData("run extra", "'extra' is neither a command nor belongs to an option; " + Where)]
    [InlineData("run --nope", "there is no option '--nope'; " + Where)]
    [InlineData("run --data", "Required argument missing for option: '--data'; " + Where)]
    [InlineData("run --profile slow", "--profile: 'slow' is not known, only quick or full; " + Where)]
    [InlineData("run --engine cluster", "--engine: 'cluster' is not known, only embedded or temporal; " + Where)]
    [InlineData("run --signal big", "--signal: 'big' is neither 'off' nor a number from 0 to 0.06.")]
    [InlineData("run --signal 0.07", "--signal: '0.07' is neither 'off' nor a number from 0 to 0.06.")]
    [InlineData("run --start 2020-02-30", "--start: '2020-02-30' is not a date; write it as yyyy-mm-dd.")]
    [InlineData("run --end tomorrow", "--end: 'tomorrow' is not a date; write it as yyyy-mm-dd.")]
    [InlineData("run --start 2020-02-01 --end 2020-01-31", "--start 2020-02-01 lies after --end 2020-01-31; give an earlier start or a later end.")]
    [InlineData("run --membership members.csv", "--membership belongs to a file of bars; the synthetic market brings its own.")]
    [InlineData("run --as-of 2020-01-31", "--as-of belongs to a snapshot; name one with --data snapshot:NAME.")]
    [InlineData("run --adjust splits", "--adjust belongs to a snapshot; name one with --data snapshot:NAME.")]
    [InlineData("run --data snapshot:../x", "--data: '../x' names no snapshot; write NAME, or NAME@NUMBER for an earlier one.")]
    [InlineData("run --data snapshot:sp500@0", "--data: 'sp500@0' names no snapshot; write NAME, or NAME@NUMBER for an earlier one.")]
    [InlineData("data check", "Nothing is given to check; name a file, or snapshot:NAME.")]
    [InlineData("data check --nope", "There is no option '--nope'; 'assay data check --help' lists the options.")]
    [InlineData("data check snapshot:../x", "data: '../x' names no snapshot; write NAME, or NAME@NUMBER for an earlier one.")]
    [InlineData("data show AAPL --raw --adjusted", "--raw and --adjusted exclude each other; give one.")]
    [InlineData("data show AAPL --as-of tomorrow", "--as-of: 'tomorrow' is neither a day (yyyy-mm-dd, its end in UTC) nor an instant (yyyy-mm-ddThh:mm:ssZ).")]
    [InlineData("data show AAPL --from 2020-02-01 --to 2020-01-31", "--from 2020-02-01 lies after --to 2020-01-31; give an earlier --from or a later --to.")]
    [InlineData("data generate --snapshot a/b", "--snapshot: 'a/b' is no name of a snapshot; use up to 64 letters, digits, '-' and '_'.")]
    [InlineData("data generate --snapshot a --seed -1", "--seed: '-1' is not a whole number from 0 on.")]
    [InlineData("data generate --snapshot a --signal big", "--signal: 'big' is neither 'off' nor a number from 0 to 0.06.")]
    public void Run_WrongArguments_IsOneSentenceAndExitTwo(string line, string sentence)
    {
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(folder.Path, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        result.Error.ShouldBe($"assay: {sentence}\n");
        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Help_OfACommand_IsThatOfTheOption()
    {
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(folder.Path, "help", "data", "check");

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("Says what is wrong with files or a snapshot");
    }

    [Fact]
    public void DataShow_HomeWithoutSnapshot_SaysHowToGetOneAndMakesNothing()
    {
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(folder.Path, "data", "show", "AAPL");

        result.Error.ShouldBe($"assay: The home {folder.Path} has no snapshot yet; make one with 'assay data import' or 'assay data fetch'.\n");
        result.ExitCode.ShouldBe(1);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void DataFetch_ListOfSymbolsThatIsNotThere_IsOneSentenceAndMakesNothing()
    {
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(folder.Path, "data", "fetch", "--snapshot", "a", "--symbols", "@/nowhere/symbols.txt");

        result.Error.ShouldBe("assay: --symbols: there is no file /nowhere/symbols.txt; give the path of a file with a symbol a line.\n");
        result.ExitCode.ShouldBe(1);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--data")]
    [InlineData("--home")]
    public void Run_EmptyPath_IsOneSentenceAndExitTwo(string option)
    {
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(folder.Path, "run", option, string.Empty);

        result.Error.ShouldBe($"assay: {option}: the path is empty; give one.\n");
        result.ExitCode.ShouldBe(2);
    }
}
