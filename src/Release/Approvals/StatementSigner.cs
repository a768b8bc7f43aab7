using System.Globalization;
using Assay.Artifacts.Json;
using Assay.Release.Manifest;
using Assay.Release.Signing;

namespace Assay.Release.Approvals;

/// <summary>Makes the envelopes that people sign about an audit bundle.</summary>
public static class StatementSigner
{
    /// <summary>An approval of the bundle by one role's key.</summary>
    /// <param name="key">The role's key.</param>
    /// <param name="role">The role.</param>
    /// <param name="channel">See <see cref="Trust.TrustChannels"/>.</param>
    /// <param name="auditSha256">Digest of the bundle's metrics.json.</param>
    /// <param name="at">When.</param>
    /// <returns>A DSSE envelope as canonical JSON.</returns>
    public static byte[] Approve(SigningKey key, string role, string channel, string auditSha256, DateTimeOffset at) =>
        Sign(key, StatementTypes.Approval, auditSha256, new Approval("assay.approval/1", role, channel, Instant(at)));

    /// <summary>A waiver of one of the bundle's flags by the role that owns it.</summary>
    /// <param name="key">The role's key.</param>
    /// <param name="role">The role that owns the flag.</param>
    /// <param name="channel">See <see cref="Trust.TrustChannels"/>.</param>
    /// <param name="auditSha256">Digest of the bundle's metrics.json.</param>
    /// <param name="flag">Id of the flag.</param>
    /// <param name="detail">What the audit said of it.</param>
    /// <param name="reason">Why it is waived.</param>
    /// <param name="at">When.</param>
    /// <returns>A DSSE envelope as canonical JSON.</returns>
    public static byte[] Waive(
        SigningKey key, string role, string channel, string auditSha256, string flag, string detail, string reason, DateTimeOffset at) =>
        Sign(key, StatementTypes.Waiver, auditSha256, new Waiver("assay.waiver/1", role, channel, flag, detail, reason, Instant(at)));

    private static byte[] Sign<T>(SigningKey key, string type, string auditSha256, T predicate)
    {
        var statement = new Statement<T>([new StatementSubject("audit/metrics.json", new SubjectDigest(auditSha256))], type, predicate);
        return CanonicalJson.Serialize(Dsse.Sign(Dsse.InTotoPayloadType, CanonicalJson.Serialize(statement), key));
    }

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
