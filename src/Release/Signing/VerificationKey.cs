using System.Security.Cryptography;
using Assay.Domain;

namespace Assay.Release.Signing;

/// <summary>An ECDSA P-256 public key and its id.</summary>
public sealed class VerificationKey
{
    private readonly byte[] subjectPublicKeyInfo;

    /// <param name="pem">SubjectPublicKeyInfo PEM.</param>
    /// <exception cref="ReleaseException">It is not the PEM of an ECDSA P-256 public key.</exception>
    public VerificationKey(string pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception cause) when (cause is ArgumentException or CryptographicException)
        {
            throw new ReleaseException("A public key of the trust policy is not a PEM public key; restore the policy.", cause);
        }

        if (key.KeySize != 256)
        {
            throw new ReleaseException($"A public key of the trust policy has {key.KeySize} bits; an ECDSA P-256 key is needed.");
        }

        subjectPublicKeyInfo = key.ExportSubjectPublicKeyInfo();
        Pem = key.ExportSubjectPublicKeyInfoPem();
        KeyId = Digest.OfBytes(subjectPublicKeyInfo).ToString();
    }

    public string Pem { get; }

    /// <summary>SHA-256 of the DER SubjectPublicKeyInfo, lowercase hex.</summary>
    public string KeyId { get; }

    /// <summary>True when the DER signature over SHA-256 of the message is this key's. Any malformed signature is false.</summary>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        try
        {
            return key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
