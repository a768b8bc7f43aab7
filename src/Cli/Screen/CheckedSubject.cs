using System.Text.Json.Serialization;
using Assay.MarketData.Quality;

namespace Assay.Cli.Screen;

/// <param name="Subject">Path of the file, or <c>snapshot:NAME@NUMBER</c>.</param>
/// <param name="Remarks">What else is to be known of the data, a sentence each.</param>
/// <param name="Page">Path of the page that was written, or null.</param>
/// <param name="Report">Schema <c>assay.quality/2</c>.</param>
internal sealed record CheckedSubject(
    [property: JsonPropertyName("subject")] string Subject,
    [property: JsonPropertyName("remarks")] IReadOnlyList<string> Remarks,
    [property: JsonPropertyName("page")] string? Page,
    [property: JsonPropertyName("report")] QualityReport Report);
