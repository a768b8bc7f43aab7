using Assay.Activities.Contracts.Data;
using Assay.Domain;

namespace Assay.Workflows.Data;

/// <param name="Request">What is to be fetched, and into which snapshot.</param>
/// <param name="Command">What started it, for people: a command line or a schedule.</param>
public sealed record DataFetchInput(FetchRequest Request, string Command);

/// <param name="RunId">The folder below <c>artifacts/runs/</c> that shows the fetch.</param>
/// <param name="Outcome">One of <see cref="FetchOutcomes"/>.</param>
/// <param name="Name">Name of the snapshot.</param>
/// <param name="Snapshot">The snapshot that the name means afterwards; null where nothing was committed and nothing asked.</param>
/// <param name="Sequence">Its number; 0 where nothing was committed.</param>
/// <param name="Items">Requests planned.</param>
/// <param name="Answered">Of these with an answer.</param>
/// <param name="UpToDate">Symbols and series, counted per dataset, that nothing new could be had of.</param>
/// <param name="Rows">What was given to the snapshot and what of it was new, by kind of table.</param>
/// <param name="Corrections">Rows that say something else than what was known.</param>
/// <param name="From">What came from whom.</param>
/// <param name="Degraded">Why it is less than was asked for: sentences.</param>
/// <param name="Verdict">Of the quality gate; null where it was not asked.</param>
/// <param name="Reasons">Why the verdict is not <c>pass</c>.</param>
/// <param name="Report">The gate's report.</param>
/// <param name="Record">The record of the fetch; null where nothing was asked.</param>
/// <param name="Notes">What a person should know: sentences.</param>
/// <param name="EndsEarly">Symbols not asked for, since their bars ended though no delisting is known.</param>
/// <param name="Page">The report as a page; null where none was drawn.</param>
public sealed record DataFetchResult(
    string RunId,
    string Outcome,
    string Name,
    ArtifactRef? Snapshot,
    int Sequence,
    int Items,
    int Answered,
    int UpToDate,
    IReadOnlyList<DatasetRows> Rows,
    int Corrections,
    IReadOnlyList<FetchedFrom> From,
    IReadOnlyList<string> Degraded,
    string? Verdict,
    IReadOnlyList<string> Reasons,
    ArtifactRef? Report,
    ArtifactRef? Record,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string>? EndsEarly = null,
    ArtifactRef? Page = null);

/// <summary>How far a fetch is.</summary>
/// <param name="Batches">Batches planned; 0 before the plan.</param>
/// <param name="Done">Batches that are through.</param>
/// <param name="Deferred">Items of the present batch that wait.</param>
/// <param name="WaitingUntil">When they are asked for again; null where nothing waits.</param>
public sealed record FetchProgress(int Batches, int Done, int Deferred, DateTimeOffset? WaitingUntil);
