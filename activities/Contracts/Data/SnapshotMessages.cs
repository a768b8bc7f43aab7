using Assay.Domain;

namespace Assay.Activities.Contracts.Data;

/// <summary>Which statements of a point-in-time snapshot are read, and how.</summary>
/// <param name="Snapshot">The document (<c>assay.snapshot/1</c>).</param>
/// <param name="AsOf">The instant whose knowledge counts, resolved once by the command.</param>
/// <param name="Adjustment"><c>raw</c>, <c>splits</c> or <c>total_return</c>.</param>
public sealed record SnapshotRequest(ArtifactRef Snapshot, DateTimeOffset AsOf, string Adjustment);

/// <param name="Stage">The run.</param>
/// <param name="Request">What is read.</param>
/// <param name="Listed">Dated membership snapshots of a file, which take the place of the snapshot's own; null where there are none.</param>
public sealed record ReadSnapshot(Stage Stage, SnapshotRequest Request, ArtifactRef? Listed = null);

/// <param name="RawBars">Bars as known then, in the form in which a file's bars come.</param>
/// <param name="Membership">Dated membership snapshots as known then, or those of the file, by the symbols of the bars; null where there are none.</param>
/// <param name="IgnoredActions">Corporate actions that cannot be meant as they stand, a sentence each.</param>
/// <param name="Paid">Closes and volumes as they were traded; null where the bars were not adjusted.</param>
public sealed record SnapshotReadResult(ArtifactRef RawBars, ArtifactRef? Membership, IReadOnlyList<string> IgnoredActions, ArtifactRef? Paid = null);

/// <summary>A snapshot by its name, for workflows that start later and are to read the one that is present then.</summary>
/// <param name="Name">Name in the home.</param>
/// <param name="Adjustment"><c>raw</c>, <c>splits</c> or <c>total_return</c>.</param>
public sealed record NamedSnapshot(string Name, string Adjustment);

/// <param name="Named">What is looked for.</param>
/// <param name="AsOf">The instant whose knowledge counts.</param>
public sealed record FindSnapshot(NamedSnapshot Named, DateTimeOffset AsOf);

/// <param name="Request">What to read.</param>
/// <param name="Synthetic">True where it was made from a generated market.</param>
public sealed record FoundSnapshot(SnapshotRequest Request, bool Synthetic);
