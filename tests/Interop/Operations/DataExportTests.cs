using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay data export</c>: tables of a run and of a snapshot as of an instant, for other programs.</summary>
[Collection(nameof(ReleasedHomeCollection))]
public sealed class DataExportTests(ReleasedHome home) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string RunId => Path.GetFileName(Directory.GetDirectories(Path.Combine(home.Path, "artifacts", "runs")).ShouldHaveSingleItem());

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Export_TableOfARun_IsTheSameByIdAndByPath()
    {
        var byId = Export(RunId, "data/bars", "--output", folder.File("a/b/bars.parquet"), "--json");
        var byPath = Export(Path.Combine(home.Path, "artifacts", "runs", RunId, "data", "bars.parquet"), "--output", folder.File("bars.parquet"));

        byId.ExitCode.ShouldBe(0, byId.Error);
        byPath.ExitCode.ShouldBe(0, byPath.Error);
        byPath.Output.ShouldContain(" rows and 7 columns of assay.bars/1 are in ");
        using var view = JsonDocument.Parse(byId.Output);
        view.RootElement.GetProperty("schema").GetString().ShouldBe("assay.bars/1");
        view.RootElement.GetProperty("format").GetString().ShouldBe("parquet");
        view.RootElement.GetProperty("columns").EnumerateArray().Select(column => column.GetString()).ShouldBe(["date", "symbol", "open", "high", "low", "close", "volume"]);

        // The store's own file comes back, marks and all.
        var digest = ReleasedHome.DigestsOf(home.Path)["data/bars.parquet"];
        view.RootElement.GetProperty("sha256").GetString().ShouldBe(digest);
        File.ReadAllBytes(folder.File("bars.parquet")).ShouldBe(File.ReadAllBytes(folder.File("a/b/bars.parquet")));
    }

    [Fact]
    public void Export_AsCsvAndArrow_HoldsTheSameRows()
    {
        var csv = Export(RunId, "data/bars", "--output", folder.File("bars.csv"), "--json");
        var arrow = Export(RunId, "data/bars", "--output", folder.File("bars.bin"), "--format", "arrow", "--json");

        csv.ExitCode.ShouldBe(0, csv.Error);
        arrow.ExitCode.ShouldBe(0, arrow.Error);
        var rows = RowsOf(csv);
        RowsOf(arrow).ShouldBe(rows);
        var lines = File.ReadAllLines(folder.File("bars.csv"));
        lines[0].ShouldBe("date,symbol,open,high,low,close,volume");
        lines.LongLength.ShouldBe(rows + 1);
        lines[1].ShouldStartWith("2016-01-04,");
        File.ReadAllBytes(folder.File("bars.bin"))[..6].ShouldBe("ARROW1"u8.ToArray());
    }

    [Fact]
    public void Export_SnapshotAsOfADay_HoldsWhatWasKnownThen()
    {
        // Without two days on which the exchange was closed.
        var lines = BarFile.Lines(1, 30).Where(line => !line.StartsWith("2013-01-01", StringComparison.Ordinal) && !line.StartsWith("2013-01-21", StringComparison.Ordinal));
        File.WriteAllLines(folder.File("bars.csv"), [BarFile.Heading, .. lines]);
        AssayProgram.Run(home.Root, "data", "import", folder.File("bars.csv"), "--snapshot", "m", "--home", folder.File("home")).ExitCode.ShouldBe(0);

        var then = Export("snapshot:m", "--as-of", "2013-01-31", "--output", folder.File("then.csv"), "--home", folder.File("home"));
        var now = Export("snapshot:m", "bars", "--output", folder.File("now.csv"), "--home", folder.File("home"));
        var early = Export("snapshot:m", "--as-of", "2001-01-01", "--output", folder.File("early.csv"), "--home", folder.File("home"));
        var fills = Export("snapshot:m", "fills", "--output", folder.File("fills.csv"), "--home", folder.File("home"));

        then.ExitCode.ShouldBe(0, then.Error);
        now.ExitCode.ShouldBe(0, now.Error);
        then.Output.ShouldContain("as known at 2013-01-31T23:59:59Z");
        var known = File.ReadAllLines(folder.File("then.csv"));
        known[0].ShouldBe("date,symbol,known_at,source,open,high,low,close,volume,retracted,line");
        known.Skip(1).ShouldAllBe(line => string.CompareOrdinal(line.Split(',', 4)[2], "2013-02-01") < 0);
        known.Length.ShouldBeLessThan(File.ReadAllLines(folder.File("now.csv")).Length);
        File.ReadAllLines(folder.File("now.csv"))[..known.Length].ShouldBe(known);
        early.LastErrorLine.ShouldBe("assay: No bars were known at 2001-01-01T23:59:59Z in the snapshot m; give a later --as-of.");
        fills.LastErrorLine.ShouldBe("assay: The snapshot m has no fills; it has bars.");
        File.Exists(folder.File("early.csv")).ShouldBeFalse();
    }

    [Fact]
    public void Export_FileThatIsThere_IsReplacedByForceAlone()
    {
        File.WriteAllText(folder.File("bars.csv"), "mine");

        var refused = Export(RunId, "data/bars", "--output", folder.File("bars.csv"));

        refused.ExitCode.ShouldBe(1);
        refused.LastErrorLine.ShouldBe($"assay: {folder.File("bars.csv")} is there already; name another file with --output, or replace it with --force.");
        File.ReadAllText(folder.File("bars.csv")).ShouldBe("mine");
        Export(RunId, "data/bars", "--output", folder.File("bars.csv"), "--force").ExitCode.ShouldBe(0);
        File.ReadLines(folder.File("bars.csv")).First().ShouldStartWith("date,");
    }

    [Theory]
    [InlineData(1, "has no table 'nope'; it has ", "RUN", "nope", "--output", "OUT.csv")]
    [InlineData(1, "data/quality.json of the run ", "RUN", "data/quality.json", "--output", "OUT.csv")]
    [InlineData(2, "No table of the run ", "RUN", "--output", "OUT.csv")]
    [InlineData(1, "There is neither a file no-such-run nor a run of that id in the home ", "no-such-run", "data/bars", "--output", "OUT.csv")]
    [InlineData(1, "There is no file ", "no/such.parquet", "--output", "OUT.csv")]
    [InlineData(1, "has no snapshot yet", "snapshot:x", "--output", "OUT.csv")]
    [InlineData(2, "A snapshot has no table 'prices'; choose one of actions, bars, fills, ", "snapshot:x", "prices", "--output", "OUT.csv")]
    [InlineData(2, "--as-of: only a snapshot has it, and 'RUN' is none", "RUN", "data/bars", "--as-of", "2018-01-01", "--output", "OUT.csv")]
    [InlineData(2, "ends in none of .arrow, .parquet and .csv; say the form with --format.", "RUN", "data/bars", "--output", "OUT.xlsx")]
    [InlineData(2, "--format: 'xlsx' is not known", "RUN", "data/bars", "--output", "OUT.csv", "--format", "xlsx")]
    [InlineData(1, " is a folder; name a file with --output.", "RUN", "data/bars", "--output", "/tmp", "--format", "csv")]
    public void Export_WhatCannotBe_IsOneSentenceAndNoFile(int exitCode, string sentence, params string[] arguments)
    {
        var result = Export([.. arguments.Select(argument => argument.Replace("RUN", RunId, StringComparison.Ordinal).Replace("OUT", folder.File("out"), StringComparison.Ordinal))]);

        result.ExitCode.ShouldBe(exitCode, result.Error);
        result.Error.ShouldContain(sentence.Replace("RUN", RunId, StringComparison.Ordinal));
        result.Output.ShouldBeEmpty();
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [SmallDiskFact]
    public void Export_FullDisk_LeavesNothing()
    {
        using var disk = SmallDisk.Mount("64k");
        foreach (var format in new[] { "arrow", "parquet", "csv" })
        {
            var result = Export(RunId, "features/features", "--output", Path.Combine(disk.Path, "out"), "--format", format);

            result.ExitCode.ShouldBe(1, format);
            result.LastErrorLine.ShouldContain("cannot be written");
            Directory.GetFileSystemEntries(disk.Path).ShouldBeEmpty(format);
        }
    }

    /// <summary>Two formats are read by pandas itself, the others where it finds Arrow.</summary>
    [PythonFact("pandas")]
    public void Export_EveryFormat_IsReadByPandas()
    {
        var hasArrow = PythonFactAttribute.Has("pyarrow");
        string[] formats = hasArrow ? ["csv", "parquet", "arrow"] : ["csv"];
        foreach (var format in formats)
        {
            Export(RunId, "data/bars", "--output", folder.File("bars." + format)).ExitCode.ShouldBe(0);
        }

        var script = $"""
            import pandas as pd
            frames = [pd.read_csv(r'{folder.File("bars.csv")}', parse_dates=['date'])]
            if {(hasArrow ? "True" : "False")}:
                frames += [pd.read_parquet(r'{folder.File("bars.parquet")}'), pd.read_feather(r'{folder.File("bars.arrow")}')]
            for frame in frames:
                frame['date'] = pd.to_datetime(frame['date'])
                print(len(frame), frame['date'].min().date(), str(frame['close'].dtype), repr(float(frame['close'].sum())), frame['symbol'].nunique())
            """;
        var read = ForeignProgram.Run(PythonFactAttribute.Python, "-c", script);

        read.ExitCode.ShouldBe(0, read.Error);
        var lines = read.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(formats.Length);
        lines.Distinct().ShouldHaveSingleItem().ShouldStartWith($"{File.ReadLines(folder.File("bars.csv")).Count() - 1} 2016-01-04 float64 ");
    }

    private static long RowsOf(ProgramResult result)
    {
        using var view = JsonDocument.Parse(result.Output);
        return view.RootElement.GetProperty("rows").GetInt64();
    }

    private ProgramResult Export(params IReadOnlyList<string> arguments) => AssayProgram.Run(
        home.Root, ["data", "export", .. arguments, .. arguments.Contains("--home") ? Array.Empty<string>() : ["--home", home.Path]]);
}
