using Assay.Domain;
using Assay.Release.Manifest;
using Assay.Release.Verification;

namespace Assay.Release.Rollback;

/// <summary>Finds what a rollback goes back to, and verifies every digest and signature of it.</summary>
public sealed class RollbackPlanner
{
    private readonly ReleaseLedger ledger;
    private readonly ReleaseVerifier verifier;
    private readonly DateTimeOffset asOf;

    /// <param name="ledger">The releases of one channel.</param>
    /// <param name="verifier">Verifies against the trust policy of that channel.</param>
    /// <param name="asOf">Expiry is judged at this instant.</param>
    public RollbackPlanner(ReleaseLedger ledger, ReleaseVerifier verifier, DateTimeOffset asOf)
    {
        this.ledger = ledger;
        this.verifier = verifier;
        this.asOf = asOf;
    }

    /// <param name="target">The version to go back to; null for the last one before the active release that verifies.</param>
    /// <exception cref="ReleaseException">Nothing is active, or the target is unknown, active already, of another market, or does not verify.</exception>
    public RollbackPlan Plan(int? target)
    {
        if (ledger.Active() is not { } pointer)
        {
            throw new ReleaseException($"No release is active in the {ledger.Channel} channel, so there is nothing to roll back.");
        }

        var active = ledger.Peek(pointer.Version)
            ?? throw new ReleaseException($"The active release {pointer.Version} has no manifest, so what came before it is not known; name the version to go back to.");
        var from = new PreviousRelease(pointer.Version, pointer.ManifestSha256);
        return target is { } version ? ToVersion(version, from, active) : ToPrevious(from, active);
    }

    /// <summary>The same files were judged, so one model runs under both versions.</summary>
    private static bool IsSame(ReleaseManifest left, ReleaseManifest right) =>
        string.Equals(left.OnnxSha256, right.OnnxSha256, StringComparison.Ordinal)
        && string.Equals(left.AuditSha256, right.AuditSha256, StringComparison.Ordinal);

    private RollbackPlan ToVersion(int version, PreviousRelease from, ReleaseManifest active)
    {
        var candidate = version > 0 ? ledger.Peek(version) : null;
        if (candidate is null)
        {
            throw new ReleaseException($"There is no release {version} in the {ledger.Channel} channel; 'assay release history' lists what there is.");
        }

        if (version == from.Version || IsSame(candidate, active))
        {
            throw new ReleaseException(version == from.Version
                ? $"Release {version} is active already; name another version to go back to."
                : $"Release {version} is what runs already, as release {from.Version}; name another version to go back to.");
        }

        return string.Equals(candidate.Market, active.Market, StringComparison.Ordinal)
            ? Verified(version, from)
            : throw new ReleaseException($"Release {version} was made from {candidate.Market}, and the active release {from.Version} from {active.Market}; a rollback stays on one market.");
    }

    /// <summary>
    /// Back along what was active before what. A release that a rollback took out of service is passed over, and so is one that does not
    /// verify: it must not take the place of one that does.
    /// </summary>
    private RollbackPlan ToPrevious(PreviousRelease from, ReleaseManifest active)
    {
        var refusals = new List<string>();
        var rolledBack = ledger.RolledBackSpecs(active.Market, from.Version);
        for (var next = active.Previous; next is not null;)
        {
            var version = next.Version;
            var candidate = ledger.Peek(version);
            if (candidate is not null
                && !IsSame(candidate, active)
                && string.Equals(candidate.Market, active.Market, StringComparison.Ordinal)
                && !rolledBack.Contains(candidate.SpecSha256, StringComparer.Ordinal))
            {
                try
                {
                    return Verified(version, from);
                }
                catch (AssayException refusal)
                {
                    refusals.Add($"release {version}: {refusal.Message}");
                }
            }

            // A damaged chain could lead in a circle; versions only fall in a sound one.
            next = candidate?.Previous is { } earlier && earlier.Version < version ? earlier : null;
        }

        throw new ReleaseException(refusals.Count == 0
            ? $"There is no verified release before release {from.Version} in the {ledger.Channel} channel to go back to; it stays active."
            : $"No release before release {from.Version} can be gone back to ({string.Join(" ", refusals)}); it stays active.");
    }

    private RollbackPlan Verified(int version, PreviousRelease from)
    {
        var envelope = ledger.ReadManifest(version);
        var manifest = verifier.Verify(envelope, asOf);
        if (manifest.Version != version)
        {
            throw new ReleaseException($"The manifest at the place of release {version} is that of release {manifest.Version}; restore it from a copy of the home.");
        }

        var statement = ledger.PeekStatement(version) ?? throw new ReleaseException($"Release {version} has no manifest any more.");
        return new RollbackPlan(from, new PreviousRelease(version, Digest.OfBytes(envelope).ToString()), statement);
    }
}
