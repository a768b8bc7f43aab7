using System.Text.Json.Serialization;
using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Release;
using Assay.Domain;
using Assay.Workflows.Data;
using Assay.Workflows.Release;
using Assay.Workflows.Selection;

namespace Assay.Workflows.Chain;

/// <param name="Stage">The run.</param>
/// <param name="Data">Where the market comes from.</param>
/// <param name="Profile"><c>quick</c> or <c>full</c>.</param>
/// <param name="AsOf">The instant of the run, resolved once by the command.</param>
/// <param name="Wait">How a new champion's release waits for people; null where development trust approves at once.</param>
public sealed record ChainInput(Stage Stage, DataRequest Data, string Profile, DateTimeOffset AsOf, ReleasePlan? Wait = null);

/// <param name="RunId">Name of the run and of its folder.</param>
/// <param name="Outcome"><c>released</c>, <c>waiting</c> (for people), <c>unchanged</c> or <c>no_champion</c>.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Selection">Candidates, pairs and the choice.</param>
/// <param name="Audit">The audit bundle of a new champion, else null.</param>
/// <param name="Approvals">Its approvals and waivers, else null.</param>
/// <param name="Active">The release that is active at the end; null when there is none, and for a chain that ended with a waiting release.</param>
/// <param name="Daily">The day's recommendations; null without an active release.</param>
/// <param name="DailyFolder">Where they stand.</param>
/// <param name="Report">The HTML page.</param>
/// <param name="Waiting">Id of the release workflow that waits for people; null where none does.</param>
public sealed record ChainResult(
    string RunId,
    string Outcome,
    DataSnapshot Data,
    SelectionResult Selection,
    AuditResult? Audit,
    ApprovalResult? Approvals,
    ActiveRelease? Active,
    DailyResult? Daily,
    string? DailyFolder,
    ArtifactRef Report,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Waiting = null);
