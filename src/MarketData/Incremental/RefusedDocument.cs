using Assay.Domain;

namespace Assay.MarketData.Incremental;

/// <summary>
/// Content of <c>data/snapshots/&lt;name&gt;/refused.json</c>: fetches whose rows the quality gate kept out of the snapshot. What they brought is in the
/// store and need not be asked for again.
/// </summary>
/// <param name="Schema">Schema id.</param>
/// <param name="Name">Name of the snapshot.</param>
/// <param name="Fetches">Records of the fetches (<c>assay.fetch/1</c>), in the order in which they were refused.</param>
public sealed record RefusedDocument(string Schema, string Name, IReadOnlyList<ArtifactRef> Fetches);
