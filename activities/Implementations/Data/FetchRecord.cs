using Assay.Activities.Contracts.Data;
using Assay.Domain;
using Assay.MarketData.Incremental;

namespace Assay.Activities.Data;

/// <summary>All of a fetch, kept beside the rows that it brought. Schema <c>assay.fetch/1</c>.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="Batches">What came, item by item.</param>
/// <param name="Watermarks">As they are once the rows stand in a snapshot.</param>
/// <param name="From">What came from whom.</param>
/// <param name="Corrections">Rows that say something else than what was known.</param>
/// <param name="Degraded">Why it is less than was asked for.</param>
/// <param name="FetchedAt">When the last answer came.</param>
/// <param name="Parts">Its rows, those of the refused fetches before it first; null in records of old.</param>
/// <param name="Reserves">What they change in the snapshot's reasons to be degraded.</param>
/// <param name="Refused">Records of the refused fetches that it takes up.</param>
internal sealed record FetchRecord(
    ArtifactRef Plan,
    IReadOnlyList<ArtifactRef> Batches,
    IReadOnlyList<Watermark> Watermarks,
    IReadOnlyList<FetchedFrom> From,
    int Corrections,
    IReadOnlyList<string> Degraded,
    DateTimeOffset FetchedAt,
    IReadOnlyList<ArtifactRef>? Parts = null,
    IReadOnlyList<ArtifactRef>? Reserves = null,
    IReadOnlyList<ArtifactRef>? Refused = null)
{
    public const string SchemaId = "assay.fetch/1";
}
