using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Reviews;
using Assay.Workflows.Data;
using Assay.Workflows.Jobs;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Selection;

namespace Assay.Workflows.Release;

/// <summary>Either what a parent prepared, or a job of its own.</summary>
/// <param name="Prepared">The champion to audit; null to verify the active release anew.</param>
/// <param name="Job">The job; null for a child.</param>
public sealed record ReleaseAuditInput(PreparedAudit? Prepared, JobRequest? Job = null);

/// <param name="Stage">The run.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Selection">A selection with a champion.</param>
public sealed record PreparedAudit(Stage Stage, DataSnapshot Data, SelectionResult Selection);

/// <param name="Bundle">The audit bundle of a champion; null where the active release was verified.</param>
/// <param name="Finding">What the verification of the active release found; null where a champion was audited.</param>
public sealed record ReleaseAuditResult(AuditResult? Bundle, ReleaseFinding? Finding);

/// <param name="Stage">The run.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Selection">A selection with a champion.</param>
/// <param name="Audit">Its audit bundle.</param>
/// <param name="AsOf">The instant of the run.</param>
/// <param name="Wait">How people decide; null where development trust approves at once.</param>
public sealed record ReleaseInput(
    Stage Stage, DataSnapshot Data, SelectionResult Selection, AuditResult Audit, DateTimeOffset AsOf, ReleaseWait? Wait = null);

/// <summary>A release that waits for people.</summary>
/// <param name="Terms">Whose signatures it needs.</param>
/// <param name="Plan">How it waits, and what follows.</param>
public sealed record ReleaseWait(ApprovalTerms Terms, ReleasePlan Plan);

/// <param name="Expiry">Without a decision by then the release ends as expired.</param>
/// <param name="RemindEvery">What is missing is logged this often.</param>
/// <param name="Major">True where the business owner approves too.</param>
/// <param name="Monitoring">What watches it once it is deployed.</param>
public sealed record ReleasePlan(TimeSpan Expiry, TimeSpan RemindEvery, bool Major, MonitoringPlan Monitoring);

/// <param name="Approvals">Approvals and waivers; null where they were not complete.</param>
/// <param name="Active">The release, now active; null where none was deployed.</param>
/// <param name="Outcome"><c>released</c>, <c>rejected</c> or <c>expired</c>.</param>
/// <param name="Decision">Who decided and why; null where nobody did.</param>
/// <param name="Monitoring">Id of the workflow that watches it; null where none does.</param>
public sealed record ReleaseResult(
    ApprovalResult? Approvals,
    ActiveRelease? Active,
    string Outcome = ReleaseOutcomes.Released,
    ReleaseDecision? Decision = null,
    string? Monitoring = null);

/// <summary>How a release ends.</summary>
public static class ReleaseOutcomes
{
    public const string Released = "released";

    public const string Rejected = "rejected";

    public const string Expired = "expired";

    public const string Cancelled = "cancelled";
}

/// <summary>One role's approval, sent as an update.</summary>
/// <param name="Role">The role.</param>
/// <param name="AuditSha256">Digest of the bundle's metrics.json that is approved.</param>
/// <param name="Envelope">A DSSE envelope as JSON, signed with the role's key.</param>
public sealed record ApproveRelease(string Role, string AuditSha256, string Envelope);

/// <summary>A waiver of a flag by the role that owns it, sent as an update.</summary>
/// <param name="Flag">Id of the flag.</param>
/// <param name="AuditSha256">Digest of the bundle's metrics.json.</param>
/// <param name="Envelope">A DSSE envelope as JSON, signed with the owner's key.</param>
public sealed record WaiveFlag(string Flag, string AuditSha256, string Envelope);

/// <summary>The decision, sent as an update.</summary>
/// <param name="Action">See <see cref="ReleaseActions"/>.</param>
/// <param name="Who">Who decides.</param>
/// <param name="Reason">Why.</param>
public sealed record ReleaseDecision(string Action, string Who, string Reason);

/// <summary>What may be decided.</summary>
public static class ReleaseActions
{
    public const string Deploy = "deploy";

    public const string Reject = "reject";
}

/// <summary>What a release that waits for people looks like to them.</summary>
/// <param name="State">
/// <c>waiting</c> (signatures are missing), <c>ready</c> (the decision is missing), <c>deploying</c>, or an outcome; <c>automatic</c> under
/// development trust's immediate release.
/// </param>
/// <param name="Market">Market of the model.</param>
/// <param name="Candidate">Name of the candidate.</param>
/// <param name="Optimizer">Name of the optimizer.</param>
/// <param name="Channel">Trust channel; null for an automatic release.</param>
/// <param name="AuditSha256">What is signed: digest of the bundle's metrics.json.</param>
/// <param name="Approvals">What was given.</param>
/// <param name="MissingRoles">Roles whose approval is missing.</param>
/// <param name="OpenFlags">Flags without a waiver.</param>
/// <param name="WaivedFlags">Ids of the flags that were waived.</param>
/// <param name="Decision">What was decided, or null.</param>
/// <param name="Since">When it began to wait.</param>
/// <param name="ExpiresAt">When it ends without a decision; null for an automatic release.</param>
/// <param name="Version">The version deployed, or null.</param>
public sealed record ReleaseStatus(
    string State,
    string Market,
    string Candidate,
    string Optimizer,
    string? Channel,
    string AuditSha256,
    IReadOnlyList<GivenApproval> Approvals,
    IReadOnlyList<string> MissingRoles,
    IReadOnlyList<AuditFlag> OpenFlags,
    IReadOnlyList<string> WaivedFlags,
    ReleaseDecision? Decision,
    DateTimeOffset Since,
    DateTimeOffset? ExpiresAt,
    int? Version);
