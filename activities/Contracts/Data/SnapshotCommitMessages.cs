using Assay.Domain;

namespace Assay.Activities.Contracts.Data;

/// <param name="Table">An observed table; its schema says its kind.</param>
/// <param name="Origins">The bytes that its rows were read from, where they are kept.</param>
public sealed record ObservedPart(ArtifactRef Table, IReadOnlyList<ArtifactRef> Origins);

/// <summary>What is added to a snapshot.</summary>
/// <param name="Stage">The run; its configuration holds the thresholds of the quality gate, its mark says whether the market is generated.</param>
/// <param name="Name">Name of the snapshot; the first commit makes it.</param>
/// <param name="Parts">What is stated; the later part holds where two say something of the same instant.</param>
/// <param name="StatedAt">When it is stated: what contradicts something known earlier is known from then on.</param>
/// <param name="FetchedAt">When a source gave it; null for what a file brought.</param>
/// <param name="Calendar">Id of the exchange's calendar, such as <c>XNYS</c>; null for the snapshot's own, or none.</param>
/// <param name="Degraded">Why what is added is less than it should be, a sentence each; said of the snapshot for good.</param>
/// <param name="KnownThrough">What the sources had published up to this instant is in it; null for the latest known-at.</param>
/// <param name="AcceptFailing">True where a person takes data that fail the quality gate.</param>
/// <param name="Reserves">Changes of the snapshot's reasons to be degraded (<c>assay.snapshot.reserves/1</c>), in their order; null for none.</param>
/// <param name="Due">The instant whose last closed session the data should reach; null where nobody asks for fresh data.</param>
public sealed record CommitSnapshot(
    Stage Stage,
    string Name,
    IReadOnlyList<ObservedPart> Parts,
    DateTimeOffset StatedAt,
    DateTimeOffset? FetchedAt,
    string? Calendar,
    IReadOnlyList<string> Degraded,
    DateTimeOffset? KnownThrough = null,
    bool AcceptFailing = false,
    IReadOnlyList<ArtifactRef>? Reserves = null,
    DateTimeOffset? Due = null);

/// <param name="Dataset">Kind of table.</param>
/// <param name="Stated">Rows that were given.</param>
/// <param name="Added">Those of them that said something new.</param>
public sealed record DatasetRows(string Dataset, long Stated, long Added);

/// <param name="Outcome">One of <see cref="CommitOutcomes"/>.</param>
/// <param name="Name">Name of the snapshot.</param>
/// <param name="Snapshot">The snapshot that the name means afterwards; null where the first one was refused.</param>
/// <param name="Sequence">Its number; 0 where there is none.</param>
/// <param name="Rows">By kind of table, in ordinal order.</param>
/// <param name="Verdict"><c>pass</c>, <c>degraded</c> or <c>fail</c>; null where there are no bars to judge.</param>
/// <param name="Reasons">Why the verdict is not <c>pass</c>, a sentence each.</param>
/// <param name="Report">The gate's report; null without a verdict.</param>
/// <param name="Degraded">Why the snapshot's data are less than they should be.</param>
/// <param name="Page">
/// The report as a page with its map of coverage; null without a verdict, and where days were added to years and pass: <c>assay data check</c> draws it then.
/// </param>
public sealed record CommittedSnapshot(
    string Outcome,
    string Name,
    ArtifactRef? Snapshot,
    int Sequence,
    IReadOnlyList<DatasetRows> Rows,
    string? Verdict,
    IReadOnlyList<string> Reasons,
    ArtifactRef? Report,
    IReadOnlyList<string> Degraded,
    ArtifactRef? Page = null);
