using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Assay.EmbeddedEngine.Grpc;

/// <summary>The handshake's settings out of PEM texts.</summary>
internal static class ServerTls
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">A text is no certificate or key, or they do not belong together.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The certificates live in the options.")]
    public static HttpsConnectionAdapterOptions Build(GrpcListenTls tls)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(tls.Certificate);
        var options = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = X509Certificate2.CreateFromPem(tls.Certificate, tls.PrivateKey),
            ServerCertificateChain = chain,
        };
        if (tls.ClientAuthorities is { } authorities)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(authorities);
            if (roots.Count == 0)
            {
                throw new ArgumentException("The client authorities hold no certificate", nameof(tls));
            }

            options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            options.ClientCertificateValidation = (certificate, sent, _) => Stands(certificate, sent, roots);
        }

        return options;
    }

    /// <summary>Only the given roots count, whatever the machine trusts; the certificate must be meant for clients.</summary>
    private static bool Stands(X509Certificate2 certificate, X509Chain? sent, X509Certificate2Collection roots)
    {
        const string ForClients = "1.3.6.1.5.5.7.3.2";
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new(ForClients));
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }
}
