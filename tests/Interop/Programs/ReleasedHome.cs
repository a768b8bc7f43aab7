using System.Text.Json;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Programs;

/// <summary>A home in which one run made a release; tests that change it work on a copy.</summary>
public sealed class ReleasedHome : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallMarket market = SmallMarket.Lenient();

    public ReleasedHome()
    {
        FirstRun = AssayProgram.Run(market.Root, "run", "--home", Path, "--json");
        FirstRun.ExitCode.ShouldBe(0, FirstRun.Error);
    }

    public string Path => folder.File("home");

    internal string Root => market.Root;

    internal ProgramResult FirstRun { get; }

    internal string ReleaseFolder => System.IO.Path.Combine(Path, "release", "development", "versions", "000001");

    /// <summary>A copy for a test to spoil.</summary>
    internal TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>Digests of the only run's files by name.</summary>
    internal static SortedDictionary<string, string> DigestsOf(string home)
    {
        var run = Directory.GetDirectories(System.IO.Path.Combine(home, "artifacts", "runs")).ShouldHaveSingleItem();
        using var document = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(run, "run.json")));
        return new SortedDictionary<string, string>(
            document.RootElement.GetProperty("files").EnumerateArray().ToDictionary(
                file => file.GetProperty("name").GetString()!,
                file => file.GetProperty("artifact").GetProperty("sha256").GetString()!),
            StringComparer.Ordinal);
    }

    public void Dispose()
    {
        market.Dispose();
        folder.Dispose();
    }
}
