using Assay.Activities.Contracts.Selection;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Trust;
using Assay.Release.Verification;
using Temporalio.Activities;

namespace Assay.Activities.Selection;

/// <inheritdoc cref="IIncumbentActivities"/>
public sealed class IncumbentActivities(StageRunner runner, string home, HomeFiles files) : IIncumbentActivities
{
    private readonly ReleaseLedger ledger = new(home, TrustChannels.Development, files);
    private readonly DevelopmentTrust trust = new(home, files);

    /// <inheritdoc/>
    [Activity]
    public Task<ReleaseHistory> FindIncumbentAsync(FindIncumbent request) =>
        runner.EffectAsync(nameof(FindIncumbent), string.Empty, _ =>
        {
            if (ledger.Active() is not { } active)
            {
                return new ReleaseHistory(null, []);
            }

            var envelope = ledger.ReadManifest(active.Version);
            var verifier = new ReleaseVerifier(trust.Load(request.AsOf).Policy, runner.Store.Read);
            var manifest = verifier.Verify(envelope, request.AsOf);
            var incumbent = string.Equals(manifest.Market, request.Market, StringComparison.Ordinal)
                ? new Incumbent(manifest.Version, Digest.OfBytes(envelope).ToString(), manifest.Candidate, manifest.Optimizer, manifest.SpecSha256)
                : null;
            return new ReleaseHistory(incumbent, ledger.RolledBackSpecs(request.Market, active.Version));
        });
}
