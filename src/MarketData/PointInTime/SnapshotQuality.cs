using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <param name="Verdict"><c>pass</c>, <c>degraded</c> or <c>fail</c>.</param>
/// <param name="Report">The gate's report.</param>
public sealed record SnapshotQuality(string Verdict, ArtifactRef Report);
