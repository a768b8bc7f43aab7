using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assay.Tests.Support;

namespace Assay.Tests.Architecture;

/// <summary>What the pages under <c>docs/</c> list must be what the sources hold.</summary>
public sealed partial class DocumentationTests
{
    private static string Checkout => SharedData.FindCheckout() ?? throw new InvalidOperationException("The tests run outside of a checkout.");

    [Fact]
    public void FormatsPage_SchemaIds_AreThoseOfTheSources()
    {
        var documented = SchemaIds([Path.Combine(Checkout, "docs", "formats.md")]);

        var written = SchemaIds(ProductSources());

        documented.ShouldBe(written);
    }

    [Fact]
    public void FormatsPage_ConfigurationFiles_AreThoseOfTheFolder()
    {
        var page = File.ReadAllText(Path.Combine(Checkout, "docs", "formats.md"));

        Directory.EnumerateFiles(Path.Combine(Checkout, "config"), "*.yaml")
            .Select(file => Path.GetFileName(file)!)
            .Where(name => !page.Contains(name, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void DependenciesPage_Packages_AreThoseOfTheBuild()
    {
        var page = File.ReadAllText(Path.Combine(Checkout, "docs", "dependencies.md"));
        var versions = Includes("Directory.Packages.props", "PackageVersion");
        var references = new[] { "src", "activities", "workflows", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Checkout, folder), "*.csproj", SearchOption.AllDirectories))
            .Append("Directory.Build.targets")
            .SelectMany(project => Includes(project, "PackageReference"))
            .ToHashSet(StringComparer.Ordinal);

        versions.Where(name => !references.Contains(name)).ShouldBeEmpty("a version that no project uses");
        versions.Where(name => !page.Contains(name, StringComparison.Ordinal)).ShouldBeEmpty("a package that docs/dependencies.md leaves out");
    }

    [Fact]
    public void Decisions_Files_AreNumberedWithoutGaps()
    {
        var numbers = Directory.EnumerateFiles(Path.Combine(Checkout, "docs", "decisions"))
            .Select(file => DecisionName().Match(Path.GetFileName(file)))
            .ToList();

        numbers.ShouldAllBe(match => match.Success);
        numbers.Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, numbers.Count).Select(number => $"{number:d4}"));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/formats.md")]
    [InlineData("docs/workflows.md")]
    [InlineData("docs/glossary.md")]
    [InlineData("docs/dependencies.md")]
    public void Page_LinksToFiles_LeadSomewhere(string name)
    {
        var page = Path.Combine(Checkout, name);

        Link().Matches(File.ReadAllText(page))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.StartsWith("http", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)))
            .ShouldBeEmpty();
    }

    private static List<string> SchemaIds(IEnumerable<string> files) =>
        [.. files.SelectMany(file => SchemaId().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> ProductSources() => new[] { "src", "activities", "workflows" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Checkout, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal));

    private static List<string> Includes(string project, string element) =>
        [.. XDocument.Load(Path.Combine(Checkout, project)).Descendants(element).Select(entry => entry.Attribute("Include")?.Value).OfType<string>()];

    [GeneratedRegex(@"assay\.[a-z]+(\.[a-z]+)*/[0-9]+")]
    private static partial Regex SchemaId();

    [GeneratedRegex(@"^([0-9]{4})-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionName();

    [GeneratedRegex(@"\]\(([^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
