using System.IO.Compression;
using System.Text;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.BadInput;

/// <summary>A file that cannot be used ends the run with one sentence, exit code 1, and nothing in the store.</summary>
public sealed class DataFileTests : IDisposable
{
    private static readonly List<string> Lines = BarFile.Lines(3, 30);
    private readonly TemporaryFolder folder = new();
    private readonly SmallMarket market = SmallMarket.Strict();

    public void Dispose()
    {
        market.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Run_FileThatIsNotThere_SaysSo()
    {
        var path = folder.File("bars.csv");

        Refused(path, $"--data: there is no file {path}; give the path of an existing file.", hasHome: false);
    }

    [Fact]
    public void Run_Folder_SaysSo()
    {
        var path = folder.File("bars.csv");
        Directory.CreateDirectory(path);

        Refused(path, $"--data: {path} is a folder; give the path of a file.", hasHome: false);
    }

    [Fact]
    public void Run_MissingColumn_NamesIt() => Refused(
        Written(["date,open,high,low,close,Name", .. Lines.Select(line => string.Join(',', line.Split(',').Where((_, i) => i != 5)))]),
        " has no column volume in its heading, which reads: date, open, high, low, close, Name; add or rename the column.");

    [Fact]
    public void Run_TextInAPrice_NamesLineAndColumn() => Refused(
        Written([BarFile.Heading, Lines[0], BarFile.WithCell(Lines[1], 4, "abc"), Lines[2]]),
        ", line 3 has 'abc' in column close, which is not a number; correct the line.");

    [Fact]
    public void Run_TextInADate_NamesLineAndColumn() => Refused(
        Written([BarFile.Heading, BarFile.WithCell(Lines[0], 0, "03/01/2013")]),
        ", line 2 has '03/01/2013' in column date, which is not a date of the form yyyy-MM-dd; correct the line.");

    [Fact]
    public void Run_EmptyFile_SaysSo() => Refused(Written([]), " is empty; give a CSV file with a heading and bars.");

    [Fact]
    public void Run_HeadingOnly_SaysSo() => Refused(Written([BarFile.Heading]), " has a heading but no rows; give a file with bars.");

    [Fact]
    public void Run_LineOfAnotherWidth_NamesIt() => Refused(
        Written([BarFile.Heading, Lines[0], Lines[1] + ",7"]),
        ", line 3 has 8 fields, but the heading has 7; correct or remove the line.");

    [Fact]
    public void Run_TruncatedGzip_SaysSo()
    {
        var path = folder.File("bars.csv.gz");
        using (var memory = new MemoryStream())
        {
            using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(Encoding.UTF8.GetBytes(BarFile.Heading + "\n" + string.Join('\n', Lines)));
            }

            File.WriteAllBytes(path, memory.ToArray().AsSpan(0, (int)memory.Length / 2));
        }

        Refused(path, $"{path} is a damaged or truncated gzip file; fetch it again.");
    }

    [Fact]
    public void Run_PlainTextNamedGz_SaysSo()
    {
        var path = folder.File("bars.csv.gz");
        BarFile.Write(path, Lines);

        Refused(path, $"{path} is not a gzip file though its name says so; compress it or rename it.");
    }

    [Fact]
    public void Run_TextThatIsNotUtf8_NamesTheLine()
    {
        var path = folder.File("bars.csv");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes($"{BarFile.Heading}\n{Lines[0]}\n2013-01-02,1,1,1,1,1,"), 0xE9, (byte)'\n']);

        Refused(path, $"{path}, line 3 is not UTF-8 text; save the file as UTF-8.");
    }

    private string Written(IEnumerable<string> lines)
    {
        var path = folder.File("bars.csv");
        File.WriteAllLines(path, lines);
        return path;
    }

    private void Refused(string path, string sentence, bool hasHome = true)
    {
        var home = folder.File("home");
        var expected = sentence.Contains(path, StringComparison.Ordinal) ? sentence : path + sentence;

        var result = AssayProgram.Run(market.Root, "run", "--home", home, "--data", path);

        result.LastErrorLine.ShouldBe("assay: " + expected);
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.Split(expected).Length.ShouldBe(2, "the sentence stands once");
        result.Error.ShouldNotContain("   at ");
        string[] folders = Directory.Exists(home) ? [.. Directory.GetDirectories(home).Select(f => Path.GetFileName(f))] : [];
        folders.ShouldBe(hasHome ? ["state"] : []);
    }
}
