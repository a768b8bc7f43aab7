using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.BadInput;

/// <summary><c>assay data check</c> as a shell sees it: what it says, what it writes, and its exit code.</summary>
public sealed class DataCheckTests
{
    private const string Heading = "date,symbol,open,high,low,close,volume\n";

    [Fact]
    public void DataCheck_FileWithMoreFaultsThanAllowed_EndsWithThreeAndWritesBothReports()
    {
        using var folder = Checkout();
        var path = folder.File("bars.csv");
        File.WriteAllText(path, Heading + Rows(faultyFrom: 15));

        var result = AssayProgram.Run(folder.Path, "data", "check", path, "--output", folder.File("reports"));

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain("FAIL: The data fail and should not be used.");
        result.Output.ShouldContain("high below low");
        using var report = JsonDocument.Parse(File.ReadAllBytes(folder.File("reports/bars.csv.quality.json")));
        report.RootElement.GetProperty("verdict").GetString().ShouldBe("fail");
        File.ReadAllText(folder.File("reports/bars.csv.quality.html")).ShouldContain("Coverage by symbol and month");
        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).ShouldBe(["bars.csv", "config", "reports"], ignoreOrder: true);
    }

    [Fact]
    public void DataCheck_GoodFile_PassesAndSaysHowOldItIs()
    {
        using var folder = Checkout();
        var path = folder.File("bars.csv");
        File.WriteAllText(path, Heading + Rows(faultyFrom: int.MaxValue));

        var good = Check(AssayProgram.Run(folder.Path, "data", "check", path, "--json"));
        var old = Check(AssayProgram.Run(folder.Path, "data", "check", path, "--json", "--as-of", "2018-03-01"));
        var early = Check(AssayProgram.Run(folder.Path, "data", "check", path, "--json", "--as-of", "2018-01-31T12:00Z"));

        good.GetProperty("verdict").GetString().ShouldBe("pass");
        old.GetProperty("verdict").GetString().ShouldBe("degraded");
        old.GetProperty("stale_sessions").GetInt32().ShouldBe(19);
        early.GetProperty("last_date").GetString().ShouldBe("2018-01-30");
    }

    [Theory]
    [InlineData("nothing.csv", "file: there is no file {0}; give the right path, or snapshot:NAME for a snapshot.")]
    [InlineData("snapshot:sp500", "The home {1} has no snapshot yet; make one with 'assay data import' or 'assay data fetch'.")]
    public void DataCheck_WhatIsNotThere_IsOneSentence(string subject, string sentence)
    {
        using var folder = Checkout();
        var named = subject.StartsWith("snapshot:", StringComparison.Ordinal) ? subject : folder.File(subject);

        var result = AssayProgram.Run(folder.Path, "data", "check", named);

        result.Error.ShouldBe($"assay: {string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, named, folder.Path)}\n");
        result.ExitCode.ShouldBe(1);
    }

    private static JsonElement Check(ProgramResult result)
    {
        result.ExitCode.ShouldBe(0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.GetProperty("checks")[0].GetProperty("report").Clone();
    }

    private static TemporaryFolder Checkout()
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("config"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.FindCheckout()!, "config")))
        {
            File.Copy(file, Path.Combine(folder.File("config"), Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>Two symbols on the twenty-one sessions of January 2018 and the first of February.</summary>
    private static string Rows(int faultyFrom)
    {
        int[] days = [2, 3, 4, 5, 8, 9, 10, 11, 12, 16, 17, 18, 19, 22, 23, 24, 25, 26, 29, 30, 31];
        var dates = days.Select(day => $"2018-01-{day:00}").Append("2018-02-01");
        return string.Concat(dates.SelectMany((date, place) => new[] { "A", "B" }.Select(symbol => FormattableString.Invariant(
            $"{date},{symbol},{50 + (0.1 * place)},{(place >= faultyFrom ? 40 : 52 + (0.1 * place))},{49 + (0.1 * place)},{51 + (0.1 * place)},{1_000_000 + place}\n"))));
    }
}
