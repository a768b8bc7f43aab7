using System.Text.Json.Serialization;
using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>
/// One thing the gate noticed. What only a later day shows is known since that day: whoever decides before it sees the bar as it stands, and the
/// finding changes nothing for them.
/// </summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="Rule">What it is about.</param>
/// <param name="Symbol">Null where it concerns no single symbol.</param>
/// <param name="Date">Null where it concerns no single day.</param>
/// <param name="Line">Line of the source, or null where no line is meant.</param>
/// <param name="Value">The offending number, as <see cref="QualityRule"/> says; null where there is none.</param>
/// <param name="KnownOn">The day whose bars show it; null for what is said of the data as a whole, which holds for all that was read.</param>
/// <param name="KnownAt">Since when it is known: the latest known-at of the rows that show it, or where rows have none the close of that day's session; null without both.</param>
public sealed record QualityFinding(
    [property: JsonPropertyName("severity")] QualitySeverity Severity,
    [property: JsonPropertyName("rule")] QualityRule Rule,
    [property: JsonPropertyName("symbol")] string? Symbol,
    [property: JsonPropertyName("date")] TradingDate? Date,
    [property: JsonPropertyName("line")] long? Line,
    [property: JsonPropertyName("value")] double? Value,
    [property: JsonPropertyName("known_on")] TradingDate? KnownOn,
    [property: JsonPropertyName("known_at")] DateTimeOffset? KnownAt);
