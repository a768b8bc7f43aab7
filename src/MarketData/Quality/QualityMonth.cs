using System.Text.Json.Serialization;

namespace Assay.MarketData.Quality;

/// <summary>Coverage of a month.</summary>
/// <param name="Month">As yyyy-MM.</param>
/// <param name="Expected">Sessions within the lives of the symbols.</param>
/// <param name="Present">Clean rows on them.</param>
public sealed record QualityMonth(
    [property: JsonPropertyName("month")] string Month,
    [property: JsonPropertyName("expected")] long Expected,
    [property: JsonPropertyName("present")] long Present);
