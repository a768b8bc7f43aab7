using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Runs;

/// <summary><c>assay data generate</c> as a whole program: a snapshot, marked synthetic, that the other commands read.</summary>
public sealed class DataGenerateTests
{
    [Fact]
    public void DataGenerate_Seed_MakesASnapshotThatCanBeShownAndIsNotMixedWithAnother()
    {
        using var market = SmallMarket.Strict();
        using var folder = new TemporaryFolder();

        var made = AssayProgram.Run(market.Root, "data", "generate", "--snapshot", "study", "--seed", "5", "--signal", "off", "--home", folder.Path, "--json");
        var shown = AssayProgram.Run(market.Root, "data", "show", "SYN001", "--as-of", "2013-06-03", "--home", folder.Path);
        var again = AssayProgram.Run(market.Root, "data", "generate", "--snapshot", "study", "--seed", "6", "--home", folder.Path);

        made.ExitCode.ShouldBe(0, made.Error);
        using (var result = JsonDocument.Parse(made.Output))
        {
            var commit = result.RootElement.GetProperty("commit");
            commit.GetProperty("outcome").GetString().ShouldBe("committed");
            commit.GetProperty("rows").EnumerateArray().Select(rows => rows.GetProperty("dataset").GetString()).ShouldBe(["actions", "bars", "fundamentals", "membership"]);
        }

        var runs = folder.File(Path.Combine("artifacts", "runs", "generate-study-1"));
        File.ReadAllText(Path.Combine(runs, "run.json")).ShouldContain("\"synthetic\":true");
        File.Exists(Path.Combine(runs, "data", "synthetic_truth.parquet")).ShouldBeTrue();
        shown.ExitCode.ShouldBe(0, shown.Error);
        shown.Output.ShouldContain("2013-06-03");
        shown.Output.ShouldNotContain("2013-06-04", Case.Sensitive, "nothing of a later day");
        again.ExitCode.ShouldBe(2);
        again.Error.ShouldBe("assay: --snapshot: the home has a snapshot study already, and two markets do not mix; give another name.\n");
    }
}
