using System.Globalization;
using System.Text;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Release.Manifest;
using Assay.Release.Signing;

namespace Assay.Release.Trust;

/// <summary>
/// Keys and a trust policy made in a home, so that a newcomer sees the chain to its end. What they sign lives in a channel of its own
/// that no production verifier accepts.
/// </summary>
public sealed class DevelopmentTrust
{
    private readonly HomeFiles files;
    private readonly string keyFolder;
    private readonly string policyPath;

    /// <param name="home">The home; keys go to <c>keys/development/</c>, the policy to <c>release/development/trust.json</c>.</param>
    /// <param name="files">Writes durably.</param>
    public DevelopmentTrust(string home, HomeFiles files)
    {
        this.files = files;
        keyFolder = Path.Combine(home, "keys", TrustChannels.Development);
        policyPath = Path.Combine(home, "release", TrustChannels.Development, "trust.json");
    }

    /// <summary>True when the home has a development trust policy.</summary>
    public bool Exists => File.Exists(policyPath);

    /// <summary>Makes what is missing: first the keys, then the policy over them. Safe to repeat and to interrupt.</summary>
    /// <param name="asOf">The instant of the run.</param>
    /// <param name="validDays">Days until the policy expires.</param>
    /// <exception cref="ReleaseException">A key that the policy names is gone.</exception>
    public void Ensure(DateTimeOffset asOf, int validDays)
    {
        if (Exists)
        {
            return;
        }

        foreach (var role in TrustRoles.All)
        {
            var path = KeyPath(role);
            if (!File.Exists(path))
            {
                using var key = SigningKey.Generate();
                files.ReplaceSecret(path, Encoding.ASCII.GetBytes(key.ExportPem()));
            }
        }

        var policy = BuildPolicy(asOf, validDays);
        var body = CanonicalJson.Serialize(new Statement<TrustPolicy>([], StatementTypes.TrustPolicy, policy));
        using var root = Key(TrustRoles.Root);
        files.Replace(policyPath, CanonicalJson.Serialize(Dsse.Sign(Dsse.InTotoPayloadType, body, root)));
    }

    /// <summary>The policy and the bytes of its envelope, whose root signature holds.</summary>
    /// <exception cref="ReleaseException">It is missing, damaged, expired, or not signed by its root.</exception>
    public (TrustPolicy Policy, byte[] Envelope) Load(DateTimeOffset asOf) =>
        TrustPolicyFile.Load(policyPath, TrustChannels.Development, asOf);

    /// <exception cref="ReleaseException">The key is missing or damaged.</exception>
    public SigningKey Key(string role) => SigningKey.Read(KeyPath(role));

    private string KeyPath(string role) => Path.Combine(keyFolder, role + ".pem");

    private TrustPolicy BuildPolicy(DateTimeOffset asOf, int validDays)
    {
        var keys = new List<TrustedKey>();
        var roles = new List<TrustedRole>();
        foreach (var role in TrustRoles.All)
        {
            using var key = Key(role);
            keys.Add(new TrustedKey(key.Public.KeyId, key.Public.Pem));
            roles.Add(new TrustedRole(role, [key.Public.KeyId], 1));
        }

        keys.Sort((left, right) => string.CompareOrdinal(left.KeyId, right.KeyId));
        return new TrustPolicy
        {
            Schema = TrustPolicy.SchemaId,
            Version = 1,
            Channel = TrustChannels.Development,
            ExpiresAt = asOf.ToUniversalTime().AddDays(validDays).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Keys = keys,
            Roles = roles,
        };
    }
}
