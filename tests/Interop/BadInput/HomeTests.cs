using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.BadInput;

/// <summary>A home, a configuration or an installation that cannot be used.</summary>
public sealed class HomeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallMarket market = SmallMarket.Strict();

    public void Dispose()
    {
        market.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/home")]
    public void Run_HomeThatCannotBeAFolder_SaysSoAndLeavesTheFile(string home)
    {
        File.WriteAllText(folder.File("file"), "mine");

        var result = Run(folder.File(home));

        result.Error.ShouldStartWith($"assay: The home {folder.File(home)} cannot be written (");
        result.Error.ShouldEndWith("); make it writable, or name another with --home.\n");
        result.Error.Count(c => c == '\n').ShouldBe(1);
        result.ExitCode.ShouldBe(1);
        File.ReadAllText(folder.File("file")).ShouldBe("mine");
        Directory.GetFileSystemEntries(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void Run_SecondHostOnTheHome_IsRefusedAndTheFirstGoesOn()
    {
        using var first = AssayProgram.Start(market.Root, ["run", "--home", folder.Path]);

        // The first line of an activity: the host holds its home.
        string? line;
        do
        {
            line = first.StandardError.ReadLine();
        }
        while (line is not null && !line.Contains("GenerateSyntheticMarket", StringComparison.Ordinal));

        var process = first.Id;
        var second = Run(folder.Path);
        var ended = ForeignProgram.Finish(first);

        second.LastErrorLine.ShouldBe(
            $"assay: The home {folder.Path} is held by another host, 'assay run' (process {process}); use that one, or end it first.");
        second.ExitCode.ShouldBe(1);
        second.Output.ShouldBeEmpty();
        ended.ExitCode.ShouldBe(3, ended.Error);
    }

    [Fact]
    public void Run_UnknownKeyInTheConfiguration_NamesFileLineAndKeyAndMakesNoHome()
    {
        File.WriteAllText(market.FileOf("runtime.yaml"), "threads: 2\nconcurrent_activities: 2\nthread: 1\n");

        var result = Run(folder.File("home"));

        result.Error.ShouldBe($"assay: {market.FileOf("runtime.yaml")}, line 3: the key 'thread' is unknown; correct it.\n");
        result.ExitCode.ShouldBe(1);
        Directory.Exists(folder.File("home")).ShouldBeFalse();
    }

    [Fact]
    public void Run_NoLibrariesOfDebian_NamesTheMissingOneAndWhatToDo()
    {
        var result = AssayProgram.RunWithLibraries(market.Root, folder.File("none"), "run", "--home", folder.File("home"));

        result.LastErrorLine.ShouldContain("libgomp.so.1");
        result.LastErrorLine.ShouldContain("./assay doctor");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldNotContain("   at ");
        Directory.Exists(folder.File("home/live")).ShouldBeFalse();
        Directory.Exists(folder.File("home/release/development/versions")).ShouldBeFalse();
    }

    [Fact]
    public void Run_RangeWithoutBars_SaysSo()
    {
        var result = AssayProgram.Run(market.Root, "run", "--home", folder.Path, "--start", "2040-01-02");

        result.LastErrorLine.ShouldBe("assay: No bar lies from 2040-01-02 to the last session; give another --start or --end.");
        result.ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Run_HistoryTooShortToTrain_SaysSo()
    {
        var result = AssayProgram.Run(market.Root, "run", "--home", folder.Path, "--end", "2017-03-01");

        result.LastErrorLine.ShouldBe(
            "assay: The history 2016-01-04 to 2017-03-01 is too short for 18 months of training and a test of 21 sessions after it; "
            + "bring more history or shorten the windows in splits.yaml.");
        result.ExitCode.ShouldBe(1);
    }

    [SmallDiskFact]
    public void Run_FullDisk_SaysSoAndLeavesNoHalfFile()
    {
        using var disk = SmallDisk.Mount("1m");
        var home = Path.Combine(disk.Path, "home");

        var result = Run(home);

        result.LastErrorLine.ShouldStartWith("assay: ");
        result.LastErrorLine.ShouldMatch("No space left on device|disk is full");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldNotContain("   at ");
        Directory.GetFileSystemEntries(Path.Combine(home, "artifacts", "tmp")).ShouldBeEmpty();
    }

    private ProgramResult Run(string home) => AssayProgram.Run(market.Root, "run", "--home", home);
}
