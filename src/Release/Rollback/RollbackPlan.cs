using Assay.Release.Manifest;

namespace Assay.Release.Rollback;

/// <summary>A rollback whose target was verified, not yet signed.</summary>
/// <param name="Active">What is active and goes out of service.</param>
/// <param name="Target">What comes back.</param>
/// <param name="Statement">The target's manifest and subjects, verified.</param>
public sealed record RollbackPlan(PreviousRelease Active, PreviousRelease Target, Statement<ReleaseManifest> Statement)
{
    /// <summary>
    /// The manifest of the rollback: the target's own content under a new, higher version. Approvals, waivers and expiry are the target's: going
    /// back neither needs a new approval of what was approved, nor makes it last longer.
    /// </summary>
    /// <param name="version">Its version.</param>
    /// <param name="who">Who decided.</param>
    /// <param name="reason">Why.</param>
    /// <param name="createdAt">UTC, ISO with zone.</param>
    /// <param name="invocationId">See <see cref="ReleaseManifest.InvocationId"/>.</param>
    /// <param name="policyVersion">Version of the trust policy at the time of signing.</param>
    /// <param name="policySha256">Digest of its envelope.</param>
    public Statement<ReleaseManifest> Compose(
        int version, string who, string reason, string createdAt, string invocationId, int policyVersion, string policySha256) =>
        Statement with
        {
            Predicate = Statement.Predicate with
            {
                Version = version,
                Decision = ReleaseDecisions.Rollback,
                Reason = reason,
                DecidedBy = who,
                CreatedAt = createdAt,
                Previous = Active,
                Restores = Target,
                TrustPolicyVersion = policyVersion,
                TrustPolicySha256 = policySha256,
                InvocationId = invocationId,
            },
        };
}
