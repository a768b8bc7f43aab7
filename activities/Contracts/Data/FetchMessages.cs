using Assay.Domain;

namespace Assay.Activities.Contracts.Data;

/// <summary>What is to be fetched into a snapshot.</summary>
/// <param name="Name">Name of the snapshot; the first fetch makes it.</param>
/// <param name="Datasets">bars, actions, fundamentals, series, sentiment.</param>
/// <param name="Symbols">The symbols; null for all that the snapshot has bars of.</param>
/// <param name="Members">True for the members of the index as the snapshot knows them, in place of symbols.</param>
/// <param name="From">First day wanted, ISO date; null for what is known, or the years of the configuration.</param>
/// <param name="To">Last day wanted, ISO date; null for the last that can be had.</param>
/// <param name="Full">Ask for all of it again.</param>
/// <param name="Exchange">Id of the exchange's calendar.</param>
/// <param name="WaitHours">How long, in all, the fetch waits for quotas; 0 for not at all: what is missing then degrades the snapshot.</param>
/// <param name="WaitForRest">Wait for sources that fail and rest, too.</param>
/// <param name="AcceptFailing">True where a person takes data that fail the quality gate.</param>
public sealed record FetchRequest(
    string Name,
    IReadOnlyList<string> Datasets,
    IReadOnlyList<string>? Symbols,
    bool Members = false,
    string? From = null,
    string? To = null,
    bool Full = false,
    string Exchange = "XNYS",
    double WaitHours = 24,
    bool WaitForRest = false,
    bool AcceptFailing = false);

/// <param name="Stage">The run.</param>
/// <param name="Request">What is wanted.</param>
/// <param name="AsOf">The instant of the fetch.</param>
public sealed record PlanFetch(Stage Stage, FetchRequest Request, DateTimeOffset AsOf);

/// <param name="Plan">The plan (<c>assay.fetch.plan/1</c>).</param>
/// <param name="Items">Requests in it.</param>
/// <param name="Batches">Batches of them.</param>
/// <param name="UpToDate">Symbols and series, counted per dataset, of which nothing new can be had.</param>
/// <param name="Notes">What a person should know: sentences.</param>
/// <param name="Refused">Earlier fetches that the quality gate refused, whose rows are tried again with what comes now.</param>
/// <param name="EndsEarly">Symbols not asked for now, since their bars ended though no delisting is known.</param>
public sealed record PlannedFetch(
    ArtifactRef Plan, int Items, int Batches, int UpToDate, IReadOnlyList<string> Notes, int Refused = 0, IReadOnlyList<string>? EndsEarly = null);

/// <param name="Stage">The run.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Number">Which batch, from 0.</param>
public sealed record FetchBatch(Stage Stage, ArtifactRef Plan, int Number);

/// <param name="Batch">What came, item by item (<c>assay.fetch.batch/1</c>).</param>
/// <param name="Answered">Items with an answer, degraded ones included.</param>
/// <param name="Deferred">Items that wait for quota or for a source that rests.</param>
/// <param name="Failed">Items of which no source gave anything that can be used.</param>
/// <param name="ResumeAt">With deferred items: when a source may answer again.</param>
/// <param name="WaitsForQuota">Whether a quota is what is waited for.</param>
public sealed record FetchBatchResult(ArtifactRef Batch, int Answered, int Deferred, int Failed, DateTimeOffset? ResumeAt, bool WaitsForQuota);

/// <param name="Stage">The run.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Batches">What came.</param>
public sealed record SettleFetch(Stage Stage, ArtifactRef Plan, IReadOnlyList<ArtifactRef> Batches);

/// <param name="Dataset">Kind of table.</param>
/// <param name="Source">Who gave it.</param>
/// <param name="Keys">Symbols or series.</param>
/// <param name="Rows">Rows of the answers; most are known already.</param>
public sealed record FetchedFrom(string Dataset, string Source, int Keys, long Rows);

/// <param name="Record">All of the fetch (<c>assay.fetch/1</c>): plan, answers, marks.</param>
/// <param name="Parts">What is new, as it is to be added; none where nothing is.</param>
/// <param name="Answered">Items with an answer.</param>
/// <param name="Corrections">Rows that say something else than what was known.</param>
/// <param name="From">What came from whom.</param>
/// <param name="Degraded">Why it is less than was asked for: sentences.</param>
/// <param name="FetchedAt">When the last answer came.</param>
/// <param name="Reserves">What it changes in the snapshot's reasons to be degraded (<c>assay.snapshot.reserves/1</c>), in their order; null for nothing.</param>
/// <param name="ChangesReserves">True where these reasons are others than before, so that even without rows there is something to be committed.</param>
public sealed record FetchSettled(
    ArtifactRef Record,
    IReadOnlyList<ObservedPart> Parts,
    int Answered,
    int Corrections,
    IReadOnlyList<FetchedFrom> From,
    IReadOnlyList<string> Degraded,
    DateTimeOffset FetchedAt,
    IReadOnlyList<ArtifactRef>? Reserves = null,
    bool ChangesReserves = false);

/// <param name="Name">Name of the snapshot.</param>
/// <param name="Record">The fetch, whose marks are moved.</param>
/// <param name="Snapshot">The snapshot that has its rows; null for the present one.</param>
/// <param name="Sequence">Its number.</param>
public sealed record MoveWatermarks(string Name, ArtifactRef Record, ArtifactRef? Snapshot, int Sequence);

/// <param name="Version">Version of the watermarks; 0 where nothing was to be moved.</param>
/// <param name="Moved">Marks that were moved.</param>
public sealed record MovedWatermarks(int Version, int Moved);

/// <param name="Name">Name of the snapshot.</param>
/// <param name="Record">The fetch that the quality gate refused.</param>
public sealed record KeepRefused(string Name, ArtifactRef Record);
