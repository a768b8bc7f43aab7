using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>Content of <c>data/snapshots/&lt;name&gt;/current.json</c>: which snapshot of a name is the present one.</summary>
/// <param name="Schema">Schema id.</param>
/// <param name="Name">Name of the snapshot.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Snapshot">The document.</param>
public sealed record SnapshotPointer(string Schema, string Name, int Sequence, ArtifactRef Snapshot);
