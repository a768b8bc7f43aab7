using Assay.Domain;

namespace Assay.MarketSources.Refresh;

/// <summary>What came of a batch. Schema <c>assay.fetch.batch/1</c>.</summary>
/// <param name="Items">In the order of the plan.</param>
/// <param name="Tables">The rows of all of them together, one observed table per dataset: one file is read in a fraction of the time of many.</param>
public sealed record FetchedBatch(IReadOnlyList<FetchedItem> Items, IReadOnlyList<ArtifactRef> Tables)
{
    public const string SchemaId = "assay.fetch.batch/1";

    /// <summary>Schema of the bytes as a source gave them.</summary>
    public const string PayloadSchemaId = "assay.source.payload/1";
}
