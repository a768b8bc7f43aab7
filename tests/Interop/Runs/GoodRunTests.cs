using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Runs;

/// <summary>What a person and a script get from runs that end well.</summary>
[Collection(nameof(ReleasedHomeCollection))]
public sealed class GoodRunTests(ReleasedHome home)
{
    [Fact]
    public void Run_Json_IsOneDocumentOnStandardOutputAndNothingElse()
    {
        home.FirstRun.Output.Count(c => c == '\n').ShouldBe(1);
        using var result = JsonDocument.Parse(home.FirstRun.Output);
        result.RootElement.GetProperty("outcome").GetString().ShouldBe("released");
        File.Exists(Path.Combine(home.Path, "artifacts", "runs", result.RootElement.GetProperty("run_id").GetString()!, "report.html")).ShouldBeTrue();
        home.FirstRun.Error.ShouldContain("released: ");
        home.FirstRun.Error.ShouldContain("development trust");
    }

    [Fact]
    public void Run_SameCommandAgain_IsUnchangedComputesNothingAndSignsNothing()
    {
        using var copy = home.Copy();
        var release = Snapshot(copy.File("release"));

        var result = AssayProgram.Run(home.Root, "run", "--home", copy.Path);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("unchanged: the best pair is the active release");
        result.Output.ShouldNotContain("\u001b");
        Snapshot(copy.File("release")).ShouldBe(release);
        var computed = result.Error.Split('\n').Where(line => line.EndsWith('…')).Select(line => line.Split(']')[1].Split(' ')[1]).Distinct();
        computed.ShouldBe(["SelectChampion", "BuildRunReport"], "the release has become an input of the choice, which the report shows");
        result.Error.ShouldNotContain("SignManifest");
    }

    [Fact]
    public void Run_FullProfile_TriesEveryCandidateAndCountsEachTrial()
    {
        using var market = SmallMarket.Lenient();
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(market.Root, "run", "--profile", "full", "--home", folder.Path, "--json");

        result.ExitCode.ShouldBe(0, result.Error);
        using var summary = JsonDocument.Parse(result.Output);
        var run = folder.File($"artifacts/runs/{summary.RootElement.GetProperty("run_id").GetString()}");
        Directory.GetDirectories(Path.Combine(run, "models")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["champion", "ensemble", "fast_forest", "fast_tree", "lightgbm", "random_forest", "ridge", "xgboost"]);
        using var selection = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "selection", "selection.json")));
        selection.RootElement.GetProperty("pairs").GetArrayLength().ShouldBe(7 * 3);
        selection.RootElement.GetProperty("trials").GetProperty("count").GetInt32().ShouldBe(7 * 3);
        using var parity = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "models", "champion", "parity.json")));
        parity.RootElement.GetProperty("is_within_tolerance").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Run_AnotherFreshHomeInAnotherFolder_HasIdenticalContent()
    {
        using var folder = new TemporaryFolder();
        var other = folder.File("a deeper/folder");

        AssayProgram.Run(home.Root, "run", "--home", other).ExitCode.ShouldBe(0);

        // Approvals, waivers and the manifest carry time and signatures by nature.
        Content(other).ShouldBe(Content(home.Path));

        static List<KeyValuePair<string, string>> Content(string path) =>
            [.. ReleasedHome.DigestsOf(path).Where(file => !file.Key.StartsWith("release/", StringComparison.Ordinal))];
    }

    [Fact]
    public void Run_GatesThatNobodyPasses_ExitsThreeNamesThemAndLeavesTheReleaseAlone()
    {
        using var copy = home.Copy();
        using var strict = SmallMarket.Strict();
        var release = Snapshot(copy.File("release"));

        var result = AssayProgram.Run(strict.Root, "run", "--home", copy.Path, "--signal", "off");

        result.ExitCode.ShouldBe(3, result.Error);
        result.Output.ShouldContain("no champion");
        foreach (var candidate in new[] { "xgboost", "lightgbm", "random_forest", "ensemble" })
        {
            result.Output.ShouldContain($"{candidate} with max_sharpe");
        }

        Snapshot(copy.File("release")).ShouldBe(release);
    }

    [Fact]
    public void Run_NobodyPassesInAFreshHome_MakesNoRelease()
    {
        using var folder = new TemporaryFolder();
        using var strict = SmallMarket.Strict();

        var result = AssayProgram.Run(strict.Root, "run", "--home", folder.Path, "--signal", "off", "--resume");

        result.ExitCode.ShouldBe(3, result.Error);
        Directory.Exists(folder.File("release")).ShouldBeFalse();
        Directory.Exists(folder.File("keys")).ShouldBeFalse();
    }

    private static SortedDictionary<string, string> Snapshot(string folder) => new(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);
}
