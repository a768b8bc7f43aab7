using Assay.Workflows.Data;
using Assay.Workflows.Release;

namespace Assay.Workflows.Jobs;

/// <summary>What a workflow that runs by itself is given, by a command or a schedule, in place of what a parent would have prepared.</summary>
/// <param name="Data">Where the market comes from.</param>
/// <param name="Profile"><c>quick</c> or <c>full</c>; read by selections.</param>
/// <param name="Command">What started it, for people: a command line or a schedule.</param>
/// <param name="Date">The session, ISO date; null for the day on which the as-of instant falls at the exchange.</param>
/// <param name="AsOf">The instant of the run; null for the scheduled time of a schedule's action, else for the workflow's start.</param>
/// <param name="Exchange">Id of the exchange's calendar, such as <c>XNYS</c>; null for days of UTC without holidays.</param>
/// <param name="Release">How a release of a new champion waits for people; null where none is started. Read by retraining.</param>
/// <param name="DryRun">Nothing of it may be released or published.</param>
public sealed record JobRequest(
    DataRequest Data,
    string Profile,
    string Command,
    string? Date = null,
    DateTimeOffset? AsOf = null,
    string? Exchange = null,
    ReleasePlan? Release = null,
    bool DryRun = false);
