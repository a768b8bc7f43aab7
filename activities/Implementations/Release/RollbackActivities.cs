using System.Globalization;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Rollback;
using Assay.Release.Trust;
using Assay.Release.Verification;
using Temporalio.Activities;

namespace Assay.Activities.Release;

/// <inheritdoc cref="IRollbackActivities"/>
public sealed class RollbackActivities(StageRunner runner, string home, HomeFiles files, TimeProvider time) : IRollbackActivities
{
    private readonly DevelopmentTrust trust = new(home, files);
    private readonly ReleaseLedger ledger = new(home, TrustChannels.Development, files);
    private readonly ReleaseSigner signer = new(runner, home, files);

    /// <inheritdoc/>
    [Activity]
    public Task<RollbackTarget> FindRollbackTargetAsync(FindRollbackTarget request) => runner.EffectAsync(
        nameof(FindRollbackTarget),
        request.Target?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        _ =>
        {
            var plan = Plan(request.Target, request.AsOf);
            if (request.Active is { } expected && plan.Active.Version != expected)
            {
                throw new ReleaseException($"Release {plan.Active.Version} is active by now, not release {expected}, so it is not rolled back.");
            }

            var manifest = plan.Statement.Predicate;
            return new RollbackTarget(plan.Active.Version, plan.Target.Version, plan.Target.ManifestSha256, manifest.Candidate, manifest.Optimizer);
        });

    /// <inheritdoc/>
    [Activity]
    public Task<RolledBack> RollBackAsync(RollBack request) => runner.EffectAsync(
        nameof(RollBack),
        request.Target.Version.ToString(CultureInfo.InvariantCulture),
        invocation =>
        {
            using var held = ledger.Hold(ReleaseSigner.Patience);
            var begun = time.GetTimestamp();
            if (ledger.FindByInvocation(invocation) is { } earlier && ledger.WasActive(earlier))
            {
                return Describe(earlier, runner.Store.Put(ledger.ReadManifest(earlier), ReleaseSigner.EnvelopeSchema), TimeSpan.Zero, TimeSpan.Zero);
            }

            var plan = Plan(request.Target.Version, request.At);
            if (plan.Active.Version != request.Target.Active)
            {
                throw new ReleaseException($"Release {plan.Active.Version} became active meanwhile in place of release {request.Target.Active}; look at it, and roll back again if need be.");
            }

            if (!string.Equals(plan.Target.ManifestSha256, request.Target.ManifestSha256, StringComparison.Ordinal))
            {
                throw new ReleaseException($"The manifest of release {plan.Target.Version} has changed since it was verified; the active release stays.");
            }

            var verified = time.GetElapsedTime(begun);
            begun = time.GetTimestamp();
            var (version, manifest) = Sign(plan, request, invocation);
            signer.Activate(manifest, request.At);
            return Describe(version, manifest, verified, time.GetElapsedTime(begun));
        });

    private static RolledBack Describe(int version, ArtifactRef manifest, TimeSpan verify, TimeSpan change) =>
        new(version, TrustChannels.Development, manifest, Math.Round(verify.TotalSeconds, 3), Math.Round(change.TotalSeconds, 3));

    private (int Version, ArtifactRef Manifest) Sign(RollbackPlan plan, RollBack request, string invocation)
    {
        if (signer.FindSigned(invocation) is { } begun)
        {
            return (begun, runner.Store.Put(ledger.ReadManifest(begun), ReleaseSigner.EnvelopeSchema));
        }

        var version = ledger.NextVersion(invocation);
        var (policy, policyEnvelope) = trust.Load(request.At);
        var statement = plan.Compose(
            version, request.Who, request.Reason, ReleaseSigner.Instant(request.At), invocation, policy.Version, Digest.OfBytes(policyEnvelope).ToString());
        return (version, signer.Write(version, statement));
    }

    private RollbackPlan Plan(int? target, DateTimeOffset asOf) =>
        new RollbackPlanner(ledger, new ReleaseVerifier(trust.Load(asOf).Policy, runner.Store.Read), asOf).Plan(target);
}
