using System.Text.Json.Serialization;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <param name="Verdict"><c>pass</c>, <c>degraded</c> or <c>fail</c>.</param>
/// <param name="Report">The gate's report.</param>
/// <param name="Since">First day that the report speaks of; null for all of them.</param>
/// <param name="Whole">The report on what lies before that day; null where the report speaks of all.</param>
public sealed record SnapshotQuality(
    string Verdict,
    ArtifactRef Report,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TradingDate? Since = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ArtifactRef? Whole = null);
