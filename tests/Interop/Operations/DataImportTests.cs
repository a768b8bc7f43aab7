using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay data import</c>: files into a snapshot, refusals in one sentence, exit codes.</summary>
public sealed class DataImportTests : IDisposable
{
    private static readonly string Root = SharedData.FindCheckout()!;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Import_GermanFileTwice_MakesASnapshotOnceAndTellsHowItWasRead()
    {
        // A Thursday without a session in the seeded market of weekdays is left out: New Year.
        var lines = BarFile.Lines(3, 30).Where(line => !line.StartsWith("2013-01-01", StringComparison.Ordinal) && !line.StartsWith("2013-01-21", StringComparison.Ordinal)).ToList();
        File.WriteAllLines(folder.File("kurse.csv"), [BarFile.Heading.Replace(',', ';'), .. lines.Select(German)]);

        var first = Import(folder.File("kurse.csv"), "--snapshot", "markt", "--json");
        var again = Import(folder.File("kurse.csv"), "--snapshot", "markt");
        var shown = AssayProgram.Run(Root, "data", "show", "S01", "--home", Home);

        first.ExitCode.ShouldBe(0, first.Error);
        using (var document = JsonDocument.Parse(first.Output))
        {
            var file = document.RootElement.GetProperty("imported")[0];
            file.GetProperty("form").GetString().ShouldBe("UTF-8, separated by semicolon, decimal comma, dates dd.MM.yyyy");
            file.GetProperty("rows").GetInt32().ShouldBe(84);
            document.RootElement.GetProperty("commit").GetProperty("outcome").GetString().ShouldBe("committed");
            document.RootElement.GetProperty("commit").GetProperty("sequence").GetInt32().ShouldBe(1);
        }

        again.ExitCode.ShouldBe(0, again.Error);
        again.Output.ShouldContain("number 1, is unchanged");
        shown.ExitCode.ShouldBe(0, shown.Error);
        shown.Output.ShouldContain("2013-02-08");
    }

    [Fact]
    public void Show_SeriesAsOfADay_GivesWhatWasKnownThenAndNamesWhatThereIs()
    {
        File.WriteAllText(folder.File("fred.csv"), "date,DGS10,VIXCLS\n2017-01-03,2.45,12.85\n2017-01-04,2.46,11.85\n2017-01-05,2.37,11.67\n");
        Import("--series", folder.File("fred.csv"), "--known-after", "24", "--snapshot", "macro").ExitCode.ShouldBe(0);

        var shown = AssayProgram.Run(Root, "data", "show", "--series", "VIXCLS", "--as-of", "2017-01-05", "--json", "--home", Home);
        var absent = AssayProgram.Run(Root, "data", "show", "--series", "VIX", "--home", Home);
        var both = AssayProgram.Run(Root, "data", "show", "VIXCLS", "--series", "VIXCLS", "--home", Home);

        shown.ExitCode.ShouldBe(0, shown.Error);
        using (var document = JsonDocument.Parse(shown.Output))
        {
            document.RootElement.GetProperty("series").EnumerateArray().Select(point => point.GetProperty("value").GetDouble()).ShouldBe([12.85, 11.85]);
        }

        absent.ExitCode.ShouldBe(1);
        absent.LastErrorLine.ShouldBe("assay: The snapshot macro has no series 'VIX'; it has DGS10, VIXCLS.");
        both.ExitCode.ShouldBe(2);
        both.LastErrorLine.ShouldBe("assay: A symbol and --series exclude each other; give one.");
    }

    [Fact]
    public void Import_FailingData_ExitsThreeAndMovesNothingUnlessAccepted()
    {
        File.WriteAllLines(folder.File("bad.csv"), [BarFile.Heading, .. BarFile.Lines(1, 30).Select(line => BarFile.WithCell(line, 4, "-1"))]);

        var refused = Import(folder.File("bad.csv"), "--snapshot", "bad");

        refused.ExitCode.ShouldBe(3, refused.Error);
        refused.Output.ShouldContain("Quality: fail.");
        File.Exists(Path.Combine(Home, "data", "snapshots", "bad", "current.json")).ShouldBeFalse();
        Import(folder.File("bad.csv"), "--snapshot", "bad", "--accept-failing").ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(Home, "data", "snapshots", "bad", "current.json")).ShouldBeTrue();
    }

    [Fact]
    public void Import_FileThatLeavesItsFormOpen_AsksInOneSentence()
    {
        File.WriteAllLines(folder.File("us.csv"), [BarFile.Heading, "03/04/2013,1,2,1,2,10,A"]);

        var result = Import(folder.File("us.csv"), "--snapshot", "us");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.LastErrorLine.ShouldBe(
            $"assay: {folder.File("us.csv")} has dates such as '03/04/2013' of which nothing tells whether the day or the month is first; say so with --dates dmy or --dates mdy.");
    }

    [Theory]
    [InlineData("Nothing is given to import; name a file.", "--snapshot", "m")]
    [InlineData("--snapshot: 'a/b' is no name of a snapshot", "x.csv", "--snapshot", "a/b")]
    [InlineData("--calendar: No exchange calendar 'MOON' is known", "x.csv", "--snapshot", "m", "--calendar", "MOON")]
    [InlineData("--known-after belongs to macro series", "x.csv", "--snapshot", "m", "--known-after", "3")]
    [InlineData("--known-since holds for all files of the command", "x.csv", "--snapshot", "m", "--known-since", "2017-01-03", "--sectors", "x.csv")]
    [InlineData("--delay-minutes: -1 is not from 0 to 43200.", "x.csv", "--snapshot", "m", "--delay-minutes", "-1")]
    public void Import_WrongUsage_ExitsTwo(string sentence, params string[] arguments)
    {
        File.WriteAllText(folder.File("x.csv"), "date\n");

        var result = Import([.. arguments.Select(argument => argument == "x.csv" ? folder.File("x.csv") : argument)]);

        result.ExitCode.ShouldBe(2, result.Error);
        result.LastErrorLine.ShouldStartWith("assay: " + sentence);
        Directory.Exists(Path.Combine(Home, "artifacts")).ShouldBeFalse();
    }

    private string Home => folder.File("home");

    private static string German(string line)
    {
        var cells = line.Split(',');
        return string.Join(';', [$"{cells[0][8..]}.{cells[0][5..7]}.{cells[0][..4]}", .. cells[1..5].Select(cell => cell.Replace('.', ',')), cells[5], cells[6]]);
    }

    private ProgramResult Import(params IReadOnlyList<string> arguments) => AssayProgram.Run(Root, ["data", "import", .. arguments, "--home", Home]);
}
