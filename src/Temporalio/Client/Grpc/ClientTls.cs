using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporalio.Client.Grpc;

/// <summary>The handshake's settings out of PEM texts.</summary>
internal static class ClientTls
{
    /// <exception cref="ArgumentException">A text is no certificate, or certificate and key do not belong together.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The certificate lives in the options.")]
    public static SslClientAuthenticationOptions Build(TlsOptions tls)
    {
        if (tls.ClientCert is null != tls.ClientPrivateKey is null)
        {
            throw new ArgumentException("A client certificate needs its private key, and the key its certificate", nameof(tls));
        }

        var options = new SslClientAuthenticationOptions { ApplicationProtocols = [SslApplicationProtocol.Http2] };
        try
        {
            if (tls.ServerRootCACert is { } roots)
            {
                options.CertificateChainPolicy = new()
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                };
                options.CertificateChainPolicy.CustomTrustStore.ImportFromPem(Encoding.ASCII.GetString(roots));
                if (options.CertificateChainPolicy.CustomTrustStore.Count == 0)
                {
                    throw new ArgumentException("The server's root certificate is not PEM", nameof(tls));
                }
            }

            if (tls.ClientCert is { } certificate)
            {
                var pem = Encoding.ASCII.GetString(certificate);
                var chain = new X509Certificate2Collection();
                chain.ImportFromPem(pem);
                var own = X509Certificate2.CreateFromPem(pem, Encoding.ASCII.GetString(tls.ClientPrivateKey!));
                options.ClientCertificateContext = SslStreamCertificateContext.Create(own, chain, offline: true);
            }
        }
        catch (CryptographicException cause)
        {
            throw new ArgumentException($"The certificates for TLS cannot be used: {cause.Message}", nameof(tls), cause);
        }

        return options;
    }
}
