using Temporalio.Activities;

namespace Assay.Activities.Contracts.Release;

/// <summary>From a chosen pair to a signed release that anyone can verify, and the pointer to it.</summary>
public interface IReleaseActivities
{
    /// <summary>Pure: metrics, summary and every flag of the audit.</summary>
    [Activity]
    Task<AuditResult> BuildAuditBundleAsync(BuildAuditBundle request);

    /// <summary>
    /// Effect: approvals of the bundle by the required roles and waivers of its flags, signed with the development keys of the home.
    /// Production approvals come from people with their own keys and never pass through here.
    /// </summary>
    [Activity]
    Task<ApprovalResult> ApproveUnderDevelopmentTrustAsync(ApproveBundle request);

    /// <summary>Effect: the manifest over the champion's lineage closure, signed by the release key once the approvals' threshold is met.</summary>
    [Activity]
    Task<SignedRelease> SignManifestAsync(SignManifest request);

    /// <summary>Effect: verifies every signature and digest, then switches the active pointer.</summary>
    [Activity]
    Task<ActiveRelease> ActivateAsync(ActivateRelease request);

    /// <summary>Effect: the active release, verified; null when there is none.</summary>
    [Activity]
    Task<ActiveRelease?> LoadActiveAsync(LoadActiveRelease request);
}
