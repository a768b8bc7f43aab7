using System.Security.Cryptography;

namespace Assay.Release.Signing;

/// <summary>An ECDSA P-256 key pair. The private part never leaves this type but as the PEM file it was read from.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa key;

    private SigningKey(ECDsa key)
    {
        this.key = key;
        Public = new VerificationKey(key.ExportSubjectPublicKeyInfoPem());
    }

    public VerificationKey Public { get; }

    public static SigningKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="ReleaseException">The file is missing, is not a private key, or is of another curve.</exception>
    public static SigningKey Read(string path)
    {
        string pem;
        try
        {
            pem = File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"The signing key {path} cannot be read ({cause.Message}); restore it, or name another key.", cause);
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize != 256)
            {
                throw new ReleaseException($"The signing key {path} has {key.KeySize} bits; an ECDSA P-256 key is needed.");
            }

            return new SigningKey(key);
        }
        catch (Exception cause) when (cause is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new ReleaseException($"The signing key {path} is not a PEM private key; restore it, or name another key.", cause);
        }
        catch (ReleaseException)
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>PKCS#8 PEM of the private key, for the one file that keeps it.</summary>
    internal string ExportPem() => key.ExportPkcs8PrivateKeyPem();

    /// <summary>SHA-256 signature in DER form, as openssl and Sigstore expect.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => key.Dispose();
}
