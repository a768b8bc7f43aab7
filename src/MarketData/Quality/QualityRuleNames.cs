using System.Reflection;
using System.Text.Json.Serialization;

namespace Assay.MarketData.Quality;

/// <summary>The name of a rule in files, the same in JSON and in tables.</summary>
internal static class QualityRuleNames
{
    private static readonly Dictionary<QualityRule, string> Names = Enum.GetValues<QualityRule>().ToDictionary(
        rule => rule,
        rule => typeof(QualityRule).GetField(rule.ToString())?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? throw new InvalidOperationException($"Rule {rule} has no name for files."));

    public static string NameOf(QualityRule rule) => Names[rule];
}
