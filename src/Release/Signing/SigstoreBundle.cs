using System.Text.Json.Serialization;

namespace Assay.Release.Signing;

/// <summary>
/// A Sigstore bundle 0.3 that holds a DSSE envelope and the hint of a plain public key. A bundle holds one signature, so each signer has
/// a bundle of its own; thresholds are counted outside.
/// </summary>
/// <param name="MediaType">The bundle's media type.</param>
/// <param name="VerificationMaterial">The key's hint; no transparency log and no timestamp authority.</param>
/// <param name="DsseEnvelope">The envelope with one signature.</param>
public sealed record SigstoreBundle(
    [property: JsonPropertyName("mediaType")] string MediaType,
    [property: JsonPropertyName("verificationMaterial")] SigstoreVerificationMaterial VerificationMaterial,
    [property: JsonPropertyName("dsseEnvelope")] DsseEnvelope DsseEnvelope)
{
    /// <summary>How the name of a bundle's file ends.</summary>
    public const string FileEnding = ".sigstore.json";

    /// <exception cref="ArgumentException">The envelope does not hold exactly one signature.</exception>
    public static SigstoreBundle Of(DsseEnvelope envelope)
    {
        if (envelope.Signatures.Count != 1)
        {
            throw new ArgumentException($"A Sigstore bundle holds one signature, not {envelope.Signatures.Count}.", nameof(envelope));
        }

        return new SigstoreBundle(
            "application/vnd.dev.sigstore.bundle.v0.3+json",
            new SigstoreVerificationMaterial(new SigstorePublicKey(envelope.Signatures[0].KeyId), []),
            envelope);
    }
}

/// <param name="PublicKey">The key.</param>
/// <param name="TransparencyLogEntries">None.</param>
public sealed record SigstoreVerificationMaterial(
    [property: JsonPropertyName("publicKey")] SigstorePublicKey PublicKey,
    [property: JsonPropertyName("tlogEntries")] IReadOnlyList<string> TransparencyLogEntries);

/// <param name="Hint">Key id.</param>
public sealed record SigstorePublicKey([property: JsonPropertyName("hint")] string Hint);
