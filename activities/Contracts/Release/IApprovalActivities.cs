using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Release;

/// <summary>
/// A release that people decide: what they sign is checked, and what they decide is done. Runs on the home's task queue, where ledger, keys and
/// trust policy are.
/// </summary>
public interface IApprovalActivities
{
    /// <summary>Effect: who must approve and who may waive, from the trust policy; development trust is made where the home has none.</summary>
    [Activity]
    Task<ApprovalTerms> OpenApprovalsAsync(OpenApprovals request);

    /// <summary>Effect: judges an approval, and keeps it when it counts.</summary>
    [Activity]
    Task<StatementCheck> CheckApprovalAsync(CheckApproval request);

    /// <summary>Effect: judges a waiver, and keeps it when it counts.</summary>
    [Activity]
    Task<StatementCheck> CheckWaiverAsync(CheckWaiver request);

    /// <summary>Effect: signs the manifest over what is active, verifies it, and switches the pointer, nobody else at the ledger meanwhile.</summary>
    [Activity]
    Task<ActiveRelease> DeployAsync(DeployRelease request);

    /// <summary>Effect: keeps how a release that waited for people ended.</summary>
    [Activity]
    Task<ArtifactRef> RecordEndAsync(RecordEnd request);
}

/// <param name="Stage">The run.</param>
/// <param name="Audit">The bundle.</param>
/// <param name="Major">True where the business owner approves too.</param>
/// <param name="AsOf">Expiry of the trust policy is judged at this instant.</param>
public sealed record OpenApprovals(Stage Stage, AuditResult Audit, bool Major, DateTimeOffset AsOf);

/// <param name="Channel"><c>development</c> or <c>production</c>.</param>
/// <param name="Approvers">Roles that approve.</param>
/// <param name="Owners">Roles that own a flag of the bundle.</param>
public sealed record ApprovalTerms(string Channel, IReadOnlyList<RoleTerm> Approvers, IReadOnlyList<RoleTerm> Owners);

/// <param name="Role">The role.</param>
/// <param name="Threshold">How many of its keys must sign.</param>
public sealed record RoleTerm(string Role, int Threshold);

/// <param name="Stage">The run.</param>
/// <param name="Role">The role that is said to approve.</param>
/// <param name="AuditSha256">Digest of the bundle's metrics.json.</param>
/// <param name="Envelope">A DSSE envelope as JSON.</param>
/// <param name="At">When it came; expiry of the trust policy is judged at this instant.</param>
public sealed record CheckApproval(Stage Stage, string Role, string AuditSha256, string Envelope, DateTimeOffset At);

/// <param name="Stage">The run.</param>
/// <param name="Flag">The flag that is to be waived.</param>
/// <param name="Owner">The role that owns it.</param>
/// <param name="AuditSha256">Digest of the bundle's metrics.json.</param>
/// <param name="Envelope">A DSSE envelope as JSON.</param>
/// <param name="At">When it came; expiry of the trust policy is judged at this instant.</param>
public sealed record CheckWaiver(Stage Stage, string Flag, string Owner, string AuditSha256, string Envelope, DateTimeOffset At);

/// <param name="KeyIds">The trusted keys that signed; empty when it does not count.</param>
/// <param name="Envelope">Where it is kept; null when it does not count.</param>
/// <param name="Refusal">Why it does not count, for people; null when it does.</param>
public sealed record StatementCheck(IReadOnlyList<string> KeyIds, ArtifactRef? Envelope, string? Refusal);

/// <param name="Manifest">What the manifest says besides the decision.</param>
/// <param name="Who">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="Major">True where the business owner approved too.</param>
/// <param name="DecidedAt">When.</param>
public sealed record DeployRelease(SignManifest Manifest, string Who, string Reason, bool Major, DateTimeOffset DecidedAt);

/// <param name="Stage">The run.</param>
/// <param name="End">How it ended.</param>
/// <param name="Audit">The bundle it was about.</param>
public sealed record RecordEnd(Stage Stage, ReleaseEnd End, ArtifactRef Audit);

/// <summary>How a release that waited for people ended (<c>assay.release.end/1</c>).</summary>
/// <param name="Outcome"><c>released</c>, <c>rejected</c>, <c>expired</c> or <c>cancelled</c>.</param>
/// <param name="AuditSha256">Digest of the bundle's metrics.json.</param>
/// <param name="Approvals">Whose approvals it had.</param>
/// <param name="WaivedFlags">Flags that were waived.</param>
/// <param name="Who">Who decided; null where nobody did.</param>
/// <param name="Reason">Why; null where nobody decided.</param>
/// <param name="Version">The version deployed; null where none was.</param>
/// <param name="OpenedAt">When it began to wait.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record ReleaseEnd(
    string Outcome,
    string AuditSha256,
    IReadOnlyList<GivenApproval> Approvals,
    IReadOnlyList<string> WaivedFlags,
    string? Who,
    string? Reason,
    int? Version,
    DateTimeOffset OpenedAt,
    DateTimeOffset EndedAt);

/// <param name="Role">The role.</param>
/// <param name="KeyId">The key that signed.</param>
/// <param name="At">When it came.</param>
public sealed record GivenApproval(string Role, string KeyId, DateTimeOffset At);
