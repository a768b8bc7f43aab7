using System.Text.Json.Serialization;
using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>One thing the gate noticed. Every finding is known on the close of its date.</summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="Rule">What it is about.</param>
/// <param name="Symbol">Null where it concerns no single symbol.</param>
/// <param name="Date">Null where it concerns no single day.</param>
/// <param name="Line">Line of the source, or null where no line is meant.</param>
/// <param name="Value">The offending number, as <see cref="QualityRule"/> says; null where there is none.</param>
public sealed record QualityFinding(
    [property: JsonPropertyName("severity")] QualitySeverity Severity,
    [property: JsonPropertyName("rule")] QualityRule Rule,
    [property: JsonPropertyName("symbol")] string? Symbol,
    [property: JsonPropertyName("date")] TradingDate? Date,
    [property: JsonPropertyName("line")] long? Line,
    [property: JsonPropertyName("value")] double? Value);
