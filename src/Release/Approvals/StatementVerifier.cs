using System.Text.Json;
using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Release.Manifest;
using Assay.Release.Signing;
using Assay.Release.Trust;

namespace Assay.Release.Approvals;

/// <summary>
/// Judges signed approvals and waivers against a trust policy. A signature of no trusted key counts for nothing; a trusted signature under
/// something else than what is wanted is refused with a sentence, for somebody signed it.
/// </summary>
public sealed class StatementVerifier
{
    private readonly TrustPolicy policy;

    /// <param name="policy">The trust policy of one channel.</param>
    public StatementVerifier(TrustPolicy policy) => this.policy = policy;

    /// <summary>Ids of the role's keys that signed the envelope as this role's approval of the bundle; empty when none did.</summary>
    /// <exception cref="ReleaseException">It is no envelope, or a trusted key signed an approval of something else.</exception>
    public IReadOnlyList<string> ApprovalSigners(ReadOnlySpan<byte> envelope, string role, string auditSha256) => Signers<Approval>(
        envelope,
        role,
        StatementTypes.Approval,
        auditSha256,
        $"The approval of {role}",
        approval => approval.Channel,
        approval => string.Equals(approval.Role, role, StringComparison.Ordinal) ? null : $"is given as {approval.Role}");

    /// <summary>Ids of the owner's keys that signed the envelope as a waiver of this flag of the bundle; empty when none did.</summary>
    /// <exception cref="ReleaseException">It is no envelope, or a trusted key signed a waiver of something else.</exception>
    public IReadOnlyList<string> WaiverSigners(ReadOnlySpan<byte> envelope, string flag, string owner, string auditSha256) => Signers<Waiver>(
        envelope,
        owner,
        StatementTypes.Waiver,
        auditSha256,
        $"The waiver of flag {flag}",
        waiver => waiver.Channel,
        waiver => !string.Equals(waiver.Flag, flag, StringComparison.Ordinal) ? $"is about flag {waiver.Flag}"
            : string.Equals(waiver.Role, owner, StringComparison.Ordinal) ? null : $"is given as {waiver.Role}, but {owner} owns the flag");

    /// <exception cref="ReleaseException">The bytes are no envelope.</exception>
    internal static DsseEnvelope ParseEnvelope(ReadOnlySpan<byte> bytes, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<DsseEnvelope>(bytes) is { Payload: not null, PayloadType: not null, Signatures: not null } envelope
                ? envelope
                : throw new ReleaseException($"{what} is not a DSSE envelope; it is damaged.");
        }
        catch (JsonException cause)
        {
            throw new ReleaseException($"{what} is not a DSSE envelope; it is damaged.", cause);
        }
    }

    /// <exception cref="ReleaseException">The body, whose signature holds, is no statement of this type.</exception>
    internal static Statement<T> ParseStatement<T>(byte[] body, string predicateType, string what)
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

    private List<string> Signers<T>(
        ReadOnlySpan<byte> bytes,
        string role,
        string predicateType,
        string auditSha256,
        string what,
        Func<T, string> channelOf,
        Func<T, string?> fault)
    {
        var envelope = ParseEnvelope(bytes, what);
        var signers = new List<string>();
        foreach (var key in policy.KeysOf(role).Keys)
        {
            if (BodySignedBy(envelope, key, what) is not { } body)
            {
                continue;
            }

            var statement = ParseStatement<T>(body, predicateType, what);
            if (!statement.Subject.Any(subject => string.Equals(subject.Digest.Sha256, auditSha256, StringComparison.Ordinal)))
            {
                throw new ReleaseException($"{what} is about another audit bundle than {auditSha256}; it does not count.");
            }

            var channel = channelOf(statement.Predicate);
            if (!string.Equals(channel, policy.Channel, StringComparison.Ordinal))
            {
                throw new ReleaseException($"{what} was given in the {channel} channel; it does not count in {policy.Channel}.");
            }

            if (fault(statement.Predicate) is { } wrong)
            {
                throw new ReleaseException($"{what} {wrong}; it does not count.");
            }

            signers.Add(key.KeyId);
        }

        return signers;
    }

    private static byte[]? BodySignedBy(DsseEnvelope envelope, VerificationKey key, string what)
    {
        try
        {
            return Dsse.Verify(envelope, Dsse.InTotoPayloadType, [key], 1, what);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }
}
