using System.Xml.Linq;
using Assay.Tests.Support;

namespace Assay.Tests.Architecture;

/// <summary>
/// Arrows of knowledge run against the arrows of data: a module knows what lies to its left and below, nothing to its right, and no
/// workflow engine. The map says what each project may know; what it does not say is forbidden.
/// </summary>
public sealed class ProjectReferenceTests
{
    private static readonly string[] Bindings = ["LightGbm", "XGBoost"];

    /// <summary>The chain from left to right; each may know those before it.</summary>
    private static readonly string[] Chain =
        ["MarketData", "Features", "Models", "Portfolio", "Backtesting", "Selection", "Release", "Live", "Monitoring", "Reporting"];

    private static readonly Dictionary<string, string[]> Base = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Native"] = [],
        ["Configuration"] = ["Domain"],
        ["Numerics"] = ["Domain"],
        ["LightGbm"] = ["Domain", "Native"],
        ["XGBoost"] = ["Domain", "Native"],
        ["Artifacts"] = ["Domain", "Native"],
        ["S3Artifacts"] = ["Artifacts", "Domain"],
        ["MarketSources"] = ["Artifacts", "Configuration", "Domain", "MarketData"],
        ["PayloadEncryption"] = ["Domain"],
        ["EmbeddedEngine"] = [],
        ["Contracts"] = ["Domain"],
        ["Workflows"] = ["Contracts", "Domain"],
    };

    [Fact]
    public void EveryProject_KnowsOnlyWhatItMay()
    {
        var wrong = new List<string>();
        foreach (var project in ProductProjects())
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var allowed = Allowed(name);
            if (allowed is null)
            {
                continue;
            }

            wrong.AddRange(References(project).Where(reference => !allowed.Contains(reference)).Select(reference => $"{name} -> {reference}"));
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void EveryProject_IsOnTheMap() =>
        ProductProjects().Select(Path.GetFileNameWithoutExtension)
            .Where(name => Allowed(name!) is null && !Hosts.Contains(name!))
            .ShouldBeEmpty();

    [Fact]
    public void EveryProject_IsInTheSolution()
    {
        var solution = File.ReadAllText(Path.Combine(Checkout, "Pipeline.sln")).Replace('\\', '/');

        ProductProjects().Where(project => !solution.Contains(Path.GetRelativePath(Checkout, project).Replace('\\', '/'), StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void EveryProject_HasAReadme() =>
        ProductProjects().Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "README.md"))).ShouldBeEmpty();

    [Fact]
    public void EveryWorkflowFile_HasItsSuffix()
    {
        var offenders = Directory.EnumerateFiles(Path.Combine(Checkout, "workflows"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsGenerated(file) && !file.EndsWith(".workflow.cs", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("[WorkflowRun]", StringComparison.Ordinal));

        offenders.ShouldBeEmpty();
    }

    /// <summary>The hosts see everything.</summary>
    private static readonly string[] Hosts = ["Cli", "Console", "Implementations"];

    private static string Checkout => SharedData.FindCheckout() ?? throw new InvalidOperationException("The tests run outside of a checkout.");

    private static HashSet<string>? Allowed(string name)
    {
        if (Base.TryGetValue(name, out var known))
        {
            return [.. known];
        }

        var position = Array.IndexOf(Chain, name);
        return position < 0 ? null : [.. Chain.Take(position), .. Bindings, "Artifacts", "Configuration", "Domain", "Native", "Numerics"];
    }

    private static IEnumerable<string> ProductProjects() => new[] { "src", "activities", "workflows" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Checkout, folder), "*.csproj", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> References(string project) => XDocument.Load(project).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static bool IsGenerated(string file) => file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal);
}
