using System.Globalization;
using System.Text.Json;
using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Release.Manifest;
using Assay.Release.Signing;

namespace Assay.Release.Trust;

/// <summary>Reads a trust policy: an in-toto statement in a DSSE envelope, signed by the root role it defines.</summary>
public static class TrustPolicyFile
{
    /// <exception cref="ReleaseException">It is missing, damaged, of another channel, expired, or not signed by its root.</exception>
    public static (TrustPolicy Policy, byte[] Envelope) Load(string path, string channel, DateTimeOffset asOf)
    {
        var what = $"The trust policy {path}";
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"{what} cannot be read ({cause.Message}); restore it.", cause);
        }

        TrustPolicy policy;
        DsseEnvelope envelope;
        try
        {
            envelope = JsonSerializer.Deserialize<DsseEnvelope>(bytes) ?? throw new ReleaseException($"{what} is empty; restore it.");
            policy = CanonicalJson.Deserialize<Statement<TrustPolicy>>(Convert.FromBase64String(envelope.Payload)).Predicate;
        }
        catch (Exception cause) when (cause is JsonException or FormatException or ArtifactException)
        {
            throw new ReleaseException($"{what} is damaged ({cause.Message}); restore it.", cause);
        }

        var (keys, threshold) = policy.KeysOf(TrustRoles.Root);
        Dsse.Verify(envelope, Dsse.InTotoPayloadType, keys, threshold, what);
        if (!string.Equals(policy.Channel, channel, StringComparison.Ordinal))
        {
            throw new ReleaseException($"{what} is of the {policy.Channel} channel, not {channel}; it is not accepted here.");
        }

        return DateTimeOffset.Parse(policy.ExpiresAt, CultureInfo.InvariantCulture) > asOf
            ? (policy, bytes)
            : throw new ReleaseException($"{what} expired at {policy.ExpiresAt}; sign a successor.");
    }
}
