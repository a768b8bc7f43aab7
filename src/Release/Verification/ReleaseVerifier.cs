using System.Globalization;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Release.Approvals;
using Assay.Release.Audit;
using Assay.Release.Manifest;
using Assay.Release.Signing;
using Assay.Release.Trust;

namespace Assay.Release.Verification;

/// <summary>
/// Verifies a release from its envelope alone: the release key's signature, channel and expiry, every subject's digest, the approvals'
/// thresholds, and a waiver by its owner for every flag. Nothing is taken from the envelope before its signature holds.
/// </summary>
public sealed class ReleaseVerifier
{
    private readonly TrustPolicy policy;
    private readonly Func<Digest, byte[]> readObject;
    private readonly StatementVerifier statements;

    /// <param name="policy">The trust policy of one channel.</param>
    /// <param name="readObject">Reads an object by digest and fails when its bytes do not match.</param>
    public ReleaseVerifier(TrustPolicy policy, Func<Digest, byte[]> readObject)
    {
        this.policy = policy;
        this.readObject = readObject;
        statements = new StatementVerifier(policy);
    }

    /// <exception cref="ReleaseException">Something does not hold; the message names it.</exception>
    /// <exception cref="AssayException">A subject is missing or damaged.</exception>
    public ReleaseManifest Verify(ReadOnlySpan<byte> envelopeBytes, DateTimeOffset asOf)
    {
        const string What = "The release manifest";
        var statement = Open<ReleaseManifest>(envelopeBytes, TrustRoles.Release, StatementTypes.Release, What);
        var manifest = statement.Predicate;
        if (!string.Equals(manifest.Channel, policy.Channel, StringComparison.Ordinal))
        {
            throw new ReleaseException($"{What} belongs to the {manifest.Channel} channel, and the trust policy to {policy.Channel}; it is not accepted here.");
        }

        if (string.Equals(policy.Channel, TrustChannels.Production, StringComparison.Ordinal) && manifest.Synthetic)
        {
            throw new ReleaseException($"{What} is of a synthetic market; production trust never accepts that.");
        }

        if (DateTimeOffset.Parse(manifest.ExpiresAt, CultureInfo.InvariantCulture) <= asOf)
        {
            throw new ReleaseException($"{What} of version {manifest.Version} expired at {manifest.ExpiresAt}; sign a new release.");
        }

        foreach (var subject in statement.Subject)
        {
            _ = readObject(Digest.Parse(subject.Digest.Sha256));
        }

        RequireSubject(statement, manifest.OnnxSha256, "the ONNX model");
        RequireSubject(statement, manifest.AuditSha256, "metrics.json");
        VerifyApprovals(manifest);
        VerifyWaivers(manifest);
        return manifest;
    }

    private static void RequireSubject(Statement<ReleaseManifest> statement, string sha256, string what)
    {
        if (!statement.Subject.Any(subject => string.Equals(subject.Digest.Sha256, sha256, StringComparison.Ordinal)))
        {
            throw new ReleaseException($"The release manifest names {what} ({sha256}), which is not among its subjects; it is not consistent.");
        }
    }

    private void VerifyApprovals(ReleaseManifest manifest)
    {
        foreach (var role in TrustRoles.ApproversOf(manifest.Major ?? false))
        {
            var threshold = policy.KeysOf(role).Threshold;
            var signers = manifest.Approvals
                .Where(entry => string.Equals(entry.Role, role, StringComparison.Ordinal))
                .SelectMany(entry => statements.ApprovalSigners(readObject(Digest.Parse(entry.Sha256)), role, manifest.AuditSha256))
                .Distinct(StringComparer.Ordinal)
                .Count();
            if (signers < threshold)
            {
                throw new ReleaseException(
                    $"The release manifest carries {signers} approval(s) of {role}, but {threshold} are needed; it was not approved.");
            }
        }
    }

    private void VerifyWaivers(ReleaseManifest manifest)
    {
        var metrics = CanonicalJson.Deserialize<AuditMetrics>(readObject(Digest.Parse(manifest.AuditSha256)));
        foreach (var flag in metrics.Flags)
        {
            var threshold = policy.KeysOf(flag.Owner).Threshold;
            var signers = manifest.Waivers
                .Where(entry => string.Equals(entry.Subject, flag.Id, StringComparison.Ordinal))
                .SelectMany(entry => statements.WaiverSigners(readObject(Digest.Parse(entry.Sha256)), flag.Id, flag.Owner, manifest.AuditSha256))
                .Distinct(StringComparer.Ordinal)
                .Count();
            if (signers < threshold)
            {
                throw new ReleaseException($"Flag {flag.Id} is open and carries no valid waiver of {flag.Owner}; it must be waived by its owner.");
            }
        }
    }

    private Statement<T> Open<T>(ReadOnlySpan<byte> envelopeBytes, string role, string predicateType, string what)
    {
        var (keys, threshold) = policy.KeysOf(role);
        var body = Dsse.Verify(StatementVerifier.ParseEnvelope(envelopeBytes, what), Dsse.InTotoPayloadType, keys, threshold, what);
        return StatementVerifier.ParseStatement<T>(body, predicateType, what);
    }
}
