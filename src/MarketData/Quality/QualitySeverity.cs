using System.Text.Json.Serialization;

namespace Assay.MarketData.Quality;

/// <summary>How grave a finding is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualitySeverity>))]
public enum QualitySeverity
{
    /// <summary>A property of the data that a reader of results has to know.</summary>
    [JsonStringEnumMemberName("info")]
    Info,

    /// <summary>Suspicious, and left in.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Wrong, and quarantined.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
