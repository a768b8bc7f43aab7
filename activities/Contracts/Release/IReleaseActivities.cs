using Temporalio.Activities;

namespace Assay.Activities.Contracts.Release;

/// <summary>
/// From an audited pair to a signed release that anyone can verify, and the pointer to it. Runs on the home's task queue, since keys, ledger
/// and pointer lie in the home.
/// </summary>
public interface IReleaseActivities
{
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
