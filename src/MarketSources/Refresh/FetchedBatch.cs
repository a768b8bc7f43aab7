namespace Assay.MarketSources.Refresh;

/// <summary>What came of a batch. Schema <c>assay.fetch.batch/1</c>.</summary>
/// <param name="Items">In the order of the plan.</param>
public sealed record FetchedBatch(IReadOnlyList<FetchedItem> Items)
{
    public const string SchemaId = "assay.fetch.batch/1";

    /// <summary>Schema of the bytes as a source gave them.</summary>
    public const string PayloadSchemaId = "assay.source.payload/1";
}
