using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.BadInput;

/// <summary>Faults of single rows: set aside with a finding, and only too many of them stop the run.</summary>
public sealed class RowFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallMarket market = SmallMarket.Strict();

    public void Dispose()
    {
        market.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Run_FewRowFaults_AreSetAsideWithAFindingAndTheRunGoesOn()
    {
        var lines = BarFile.Lines(20, 800);
        lines[500] = BarFile.WithCell(lines[500], 2, "0.01");
        lines[2500] = BarFile.WithCell(lines[2500], 4, string.Empty);
        lines.Add(lines[1500]);
        lines.AddRange(BarFile.Lines(1, 3).Select(line => BarFile.WithCell(line, 6, "NEW")));
        var home = folder.File("home");

        var result = Run(home, lines);

        result.ExitCode.ShouldBe(3, result.Error);
        using var run = JsonDocument.Parse(result.Output);
        run.RootElement.GetProperty("data").GetProperty("quality").GetProperty("quarantined_rows").GetInt32().ShouldBe(6);
        using var report = JsonDocument.Parse(File.ReadAllBytes(Directory.GetFiles(home, "quality.json", SearchOption.AllDirectories).ShouldHaveSingleItem()));
        var findings = report.RootElement.GetProperty("findings").EnumerateArray()
            .Select(finding => $"{finding.GetProperty("rule")} {finding.GetProperty("symbol")} {finding.GetProperty("date")}")
            .ToList();
        findings.ShouldContain("high_below_low S00 2014-12-02");
        findings.ShouldContain("missing_price S03 2013-05-21");
        findings.ShouldContain("duplicate_repeat S01 2015-09-08");
        findings.ShouldContain(finding => finding.StartsWith("short_history NEW", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_TooManyRowFaults_FailsWithTheShare()
    {
        var lines = BarFile.Lines(20, 200);
        for (var i = 0; i < lines.Count; i += 10)
        {
            lines[i] = BarFile.WithCell(lines[i], 2, "0.01");
        }

        var result = Run(folder.File("home"), lines);

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldStartWith("assay: The data fail the quality gate: ");
        result.Output.ShouldBeEmpty();
    }

    private ProgramResult Run(string home, IEnumerable<string> lines)
    {
        BarFile.Write(folder.File("bars.csv"), lines);
        return AssayProgram.Run(market.Root, "run", "--home", home, "--data", folder.File("bars.csv"), "--json");
    }
}
