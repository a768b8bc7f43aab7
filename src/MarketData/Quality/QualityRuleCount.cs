using System.Text.Json.Serialization;

namespace Assay.MarketData.Quality;

/// <summary>How often a rule was broken. A row that breaks two rules counts under both.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Count">All findings.</param>
/// <param name="Listed">Those of them that the report lists, the earliest ones.</param>
public sealed record QualityRuleCount(
    [property: JsonPropertyName("rule")] QualityRule Rule,
    [property: JsonPropertyName("severity")] QualitySeverity Severity,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("listed")] int Listed);
