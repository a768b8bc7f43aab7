using System.Globalization;
using System.Text.Json;
using Assay.Artifacts;
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

    /// <param name="policy">The trust policy of one channel.</param>
    /// <param name="readObject">Reads an object by digest and fails when its bytes do not match.</param>
    public ReleaseVerifier(TrustPolicy policy, Func<Digest, byte[]> readObject)
    {
        this.policy = policy;
        this.readObject = readObject;
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
        foreach (var role in TrustRoles.Approvers)
        {
            var (keys, threshold) = policy.KeysOf(role);
            var signers = new HashSet<string>(StringComparer.Ordinal);
            foreach (var approval in manifest.Approvals.Where(entry => string.Equals(entry.Role, role, StringComparison.Ordinal)))
            {
                var what = $"The approval of {role}";
                var envelope = ParseEnvelope(readObject(Digest.Parse(approval.Sha256)), what);
                foreach (var key in keys.Where(key => SignedBy(envelope, key, what)))
                {
                    var statement = Open<Approval>(envelope, [key], StatementTypes.Approval, what);
                    RequireSubjectAndChannel(statement.Subject, manifest.AuditSha256, statement.Predicate.Channel, what);
                    if (string.Equals(statement.Predicate.Role, role, StringComparison.Ordinal))
                    {
                        signers.Add(key.KeyId);
                    }
                }
            }

            if (signers.Count < threshold)
            {
                throw new ReleaseException(
                    $"The release manifest carries {signers.Count} approval(s) of {role}, but {threshold} are needed; it was not approved.");
            }
        }
    }

    private void VerifyWaivers(ReleaseManifest manifest)
    {
        var metrics = CanonicalJson.Deserialize<AuditMetrics>(readObject(Digest.Parse(manifest.AuditSha256)));
        foreach (var flag in metrics.Flags)
        {
            var what = $"The waiver of flag {flag.Id}";
            var (keys, threshold) = policy.KeysOf(flag.Owner);
            var signers = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in manifest.Waivers.Where(entry => string.Equals(entry.Subject, flag.Id, StringComparison.Ordinal)))
            {
                var envelope = ParseEnvelope(readObject(Digest.Parse(entry.Sha256)), what);
                foreach (var key in keys.Where(key => SignedBy(envelope, key, what)))
                {
                    var statement = Open<Waiver>(envelope, [key], StatementTypes.Waiver, what);
                    RequireSubjectAndChannel(statement.Subject, manifest.AuditSha256, statement.Predicate.Channel, what);
                    if (string.Equals(statement.Predicate.Flag, flag.Id, StringComparison.Ordinal))
                    {
                        signers.Add(key.KeyId);
                    }
                }
            }

            if (signers.Count < threshold)
            {
                throw new ReleaseException($"Flag {flag.Id} is open and carries no valid waiver of {flag.Owner}; it must be waived by its owner.");
            }
        }
    }

    private void RequireSubjectAndChannel(IReadOnlyList<StatementSubject> subjects, string auditSha256, string channel, string what)
    {
        if (!subjects.Any(subject => string.Equals(subject.Digest.Sha256, auditSha256, StringComparison.Ordinal)))
        {
            throw new ReleaseException($"{what} is about another audit bundle than the manifest's; it does not count.");
        }

        if (!string.Equals(channel, policy.Channel, StringComparison.Ordinal))
        {
            throw new ReleaseException($"{what} was given in the {channel} channel; it does not count in {policy.Channel}.");
        }
    }

    private static bool SignedBy(DsseEnvelope envelope, VerificationKey key, string what)
    {
        try
        {
            Dsse.Verify(envelope, Dsse.InTotoPayloadType, [key], 1, what);
            return true;
        }
        catch (ReleaseException)
        {
            return false;
        }
    }

    private Statement<T> Open<T>(ReadOnlySpan<byte> envelopeBytes, string role, string predicateType, string what)
    {
        var (keys, threshold) = policy.KeysOf(role);
        var body = Dsse.Verify(ParseEnvelope(envelopeBytes, what), Dsse.InTotoPayloadType, keys, threshold, what);
        return ParseStatement<T>(body, predicateType, what);
    }

    private static Statement<T> Open<T>(DsseEnvelope envelope, IReadOnlyList<VerificationKey> keys, string predicateType, string what) =>
        ParseStatement<T>(Dsse.Verify(envelope, Dsse.InTotoPayloadType, keys, 1, what), predicateType, what);

    private static Statement<T> ParseStatement<T>(byte[] body, string predicateType, string what)
    {
        Statement<T> statement;
        try
        {
            statement = CanonicalJson.Deserialize<Statement<T>>(body);
        }
        catch (Exception cause) when (cause is JsonException or ArtifactException)
        {
            throw new ReleaseException($"{what} holds no readable statement ({cause.Message}); it was made by another version.", cause);
        }

        return string.Equals(statement.PredicateType, predicateType, StringComparison.Ordinal)
            && string.Equals(statement.Type, StatementTypes.Statement, StringComparison.Ordinal)
            ? statement
            : throw new ReleaseException($"{what} is a statement of type {statement.PredicateType}, not {predicateType}; it is not what it should be.");
    }

    private static DsseEnvelope ParseEnvelope(ReadOnlySpan<byte> bytes, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<DsseEnvelope>(bytes)
                ?? throw new ReleaseException($"{what} is empty; it is damaged.");
        }
        catch (JsonException cause)
        {
            throw new ReleaseException($"{what} is not a DSSE envelope; it is damaged.", cause);
        }
    }
}
