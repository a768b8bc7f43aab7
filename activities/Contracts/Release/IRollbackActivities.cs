using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Release;

/// <summary>Back to an earlier release. Runs on the home's task queue.</summary>
public interface IRollbackActivities
{
    /// <summary>Effect: finds what the rollback goes back to, every digest and signature of it verified.</summary>
    [Activity]
    Task<RollbackTarget> FindRollbackTargetAsync(FindRollbackTarget request);

    /// <summary>
    /// Effect: verifies the target, signs a new, higher version with its content, and switches the pointer, nobody else at the ledger meanwhile.
    /// </summary>
    [Activity]
    Task<RolledBack> RollBackAsync(RollBack request);
}

/// <param name="Target">The version to go back to; null for the last verified one before the active release.</param>
/// <param name="Active">The version that must be active; null for whichever is.</param>
/// <param name="AsOf">Expiry is judged at this instant.</param>
public sealed record FindRollbackTarget(int? Target, int? Active, DateTimeOffset AsOf);

/// <param name="Active">The version that goes out of service.</param>
/// <param name="Version">The version whose content comes back.</param>
/// <param name="ManifestSha256">Digest of its envelope.</param>
/// <param name="Candidate">Name of its candidate.</param>
/// <param name="Optimizer">Name of its optimizer.</param>
public sealed record RollbackTarget(int Active, int Version, string ManifestSha256, string Candidate, string Optimizer);

/// <param name="Target">What was found.</param>
/// <param name="Who">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When; expiry is judged at this instant.</param>
public sealed record RollBack(RollbackTarget Target, string Who, string Reason, DateTimeOffset At);

/// <param name="Version">The new version, now active.</param>
/// <param name="Channel"><c>development</c> or <c>production</c>.</param>
/// <param name="Manifest">Its DSSE envelope.</param>
/// <param name="VerifySeconds">Time to verify the target and the new manifest.</param>
/// <param name="SwitchSeconds">Time to sign, write and switch the pointer.</param>
public sealed record RolledBack(int Version, string Channel, ArtifactRef Manifest, double VerifySeconds, double SwitchSeconds);
