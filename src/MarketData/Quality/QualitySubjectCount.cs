using System.Text.Json.Serialization;

namespace Assay.MarketData.Quality;

/// <param name="Subject">A symbol, or a date as yyyy-MM-dd.</param>
/// <param name="Count">Errors and warnings about it.</param>
public sealed record QualitySubjectCount(
    [property: JsonPropertyName("subject")] string Subject,
    [property: JsonPropertyName("count")] int Count);
