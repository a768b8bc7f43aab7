using System.Text.Json.Serialization;

namespace Assay.MarketData.Quality;

/// <summary>What the gate says of the data as a whole.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityVerdict>))]
public enum QualityVerdict
{
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>Usable; later gates see it and the audit flags it.</summary>
    [JsonStringEnumMemberName("degraded")]
    Degraded,

    /// <summary>Not usable: the chain stops.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}
