using Assay.Release.Signing;

namespace Assay.Release.Trust;

/// <summary>Which keys speak for which role, how many of them are needed, and until when. Signed by the root role.</summary>
public sealed record TrustPolicy
{
    public const string SchemaId = "assay.trust/1";

    public required string Schema { get; init; }

    /// <summary>From 1; a successor has exactly the next version and is signed under both.</summary>
    public required int Version { get; init; }

    /// <summary><c>development</c> or <c>production</c>; a verifier of one refuses the other.</summary>
    public required string Channel { get; init; }

    /// <summary>UTC, ISO with zone.</summary>
    public required string ExpiresAt { get; init; }

    /// <summary>Public keys by key id, ordinal order.</summary>
    public required IReadOnlyList<TrustedKey> Keys { get; init; }

    /// <summary>Roles by name, ordinal order.</summary>
    public required IReadOnlyList<TrustedRole> Roles { get; init; }

    /// <exception cref="ReleaseException">The policy has no such role, or the role names a key the policy does not hold.</exception>
    public (IReadOnlyList<VerificationKey> Keys, int Threshold) KeysOf(string role)
    {
        var entry = Roles.FirstOrDefault(candidate => string.Equals(candidate.Name, role, StringComparison.Ordinal))
            ?? throw new ReleaseException($"The {Channel} trust policy has no role '{role}'; correct the policy.");
        var keys = entry.KeyIds
            .Select(id => Keys.FirstOrDefault(key => string.Equals(key.KeyId, id, StringComparison.Ordinal))
                ?? throw new ReleaseException($"The {Channel} trust policy's role '{role}' names key {id}, which it does not hold; correct the policy."))
            .Select(key => Parse(key))
            .ToList();
        return (keys, entry.Threshold);
    }

    private static VerificationKey Parse(TrustedKey trusted)
    {
        var key = new VerificationKey(trusted.PublicKeyPem);
        return string.Equals(key.KeyId, trusted.KeyId, StringComparison.Ordinal)
            ? key
            : throw new ReleaseException($"The trust policy lists a key as {trusted.KeyId} that is {key.KeyId}; correct the policy.");
    }
}

/// <param name="KeyId">SHA-256 of the DER SubjectPublicKeyInfo, lowercase hex.</param>
/// <param name="PublicKeyPem">SubjectPublicKeyInfo PEM.</param>
public sealed record TrustedKey(string KeyId, string PublicKeyPem);

/// <param name="Name">See <see cref="TrustRoles"/>.</param>
/// <param name="KeyIds">Keys that may sign for the role.</param>
/// <param name="Threshold">How many different ones must.</param>
public sealed record TrustedRole(string Name, IReadOnlyList<string> KeyIds, int Threshold);
