using System.Globalization;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Approvals;
using Assay.Release.Trust;
using Assay.Release.Verification;
using Temporalio.Activities;

namespace Assay.Activities.Release;

/// <inheritdoc cref="IReleaseActivities"/>
public sealed class ReleaseActivities(StageRunner runner, string home, HomeFiles files) : IReleaseActivities
{
    private readonly DevelopmentTrust trust = new(home, files);
    private readonly ReleaseLedger ledger = new(home, TrustChannels.Development, files);
    private readonly ReleaseSigner signer = new(runner, home, files);

    /// <inheritdoc/>
    [Activity]
    public Task<ApprovalResult> ApproveUnderDevelopmentTrustAsync(ApproveBundle request) =>
        runner.EffectAsync(nameof(ApproveBundle), string.Empty, _ => Approve(request));

    /// <inheritdoc/>
    [Activity]
    public Task<SignedRelease> SignManifestAsync(SignManifest request) =>
        runner.EffectAsync(nameof(SignManifest), string.Empty, invocation =>
        {
            using var held = ledger.Hold(ReleaseSigner.Patience);
            return signer.Sign(request, invocation, null);
        });

    /// <inheritdoc/>
    [Activity]
    public Task<ActiveRelease> ActivateAsync(ActivateRelease request) => runner.EffectAsync(
        nameof(ActivateRelease),
        request.Release.Version.ToString(CultureInfo.InvariantCulture),
        _ =>
        {
            using var held = ledger.Hold(ReleaseSigner.Patience);
            return signer.Activate(request.Release.Manifest, request.AsOf);
        });

    /// <inheritdoc/>
    [Activity]
    public Task<ActiveRelease?> LoadActiveAsync(LoadActiveRelease request) => runner.EffectAsync<ActiveRelease?>(
        "LoadActiveRelease",
        string.Empty,
        _ =>
        {
            if (ledger.Active() is not { } pointer)
            {
                return null;
            }

            var envelope = ledger.ReadManifest(pointer.Version);
            if (!string.Equals(Digest.OfBytes(envelope).ToString(), pointer.ManifestSha256, StringComparison.Ordinal))
            {
                throw new ReleaseException(
                    $"The manifest of release {pointer.Version} is not the one the active pointer names; restore it from the store, or roll back.");
            }

            var manifest = Verifier(request.AsOf).Verify(envelope, request.AsOf);
            return ReleaseSigner.Describe(manifest, runner.Store.Put(envelope, ReleaseSigner.EnvelopeSchema));
        });

    private ApprovalResult Approve(ApproveBundle request)
    {
        var manifestOptions = runner.Settings(request.Stage).Release.Manifest;
        trust.Ensure(request.AsOf, manifestOptions.DevelopmentTrustDays);
        var approvals = new List<ArtifactRef>();
        foreach (var role in TrustRoles.Approvers)
        {
            using var key = trust.Key(role);
            approvals.Add(runner.Store.Put(
                StatementSigner.Approve(key, role, TrustChannels.Development, request.Audit.Metrics.Sha256, request.AsOf), ReleaseSigner.EnvelopeSchema));
        }

        var waivers = new List<ArtifactRef>();
        foreach (var flag in request.Audit.Flags)
        {
            const string Reason = "Development trust waives every flag, so that the chain can be seen to its end.";
            using var key = trust.Key(flag.Owner);
            waivers.Add(runner.Store.Put(
                StatementSigner.Waive(key, flag.Owner, TrustChannels.Development, request.Audit.Metrics.Sha256, flag.Id, flag.Detail, Reason, request.AsOf),
                ReleaseSigner.EnvelopeSchema));
        }

        runner.Show(
            request.Stage,
            nameof(ApproveBundle),
            [
                .. TrustRoles.Approvers.Select((role, index) => new NamedArtifact($"release/approval.{role}.dsse.json", approvals[index])),
                .. request.Audit.Flags.Select((flag, index) => new NamedArtifact($"release/waiver.{flag.Id}.dsse.json", waivers[index])),
            ],
            [request.Audit.Metrics]);
        return new ApprovalResult(TrustChannels.Development, approvals, waivers, [.. request.Audit.Flags.Select(flag => flag.Id)]);
    }

    private ReleaseVerifier Verifier(DateTimeOffset asOf) =>
        new(trust.Load(asOf).Policy, runner.Store.Read);
}
