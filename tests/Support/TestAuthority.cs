using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Tests.Support;

/// <summary>A root certificate and what it signs, made for one test.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    public string RootPem => root.ExportCertificatePem();

    public (string Certificate, string Key) Server(string dnsName) => Issue(dnsName, ForServers, 1);

    public (string Certificate, string Key) Client(string name) => Issue(name, ForClients, 2);

    public void Dispose()
    {
        root.Dispose();
        key.Dispose();
    }

    private (string Certificate, string Key) Issue(string name, string purpose, byte serial)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        if (purpose == ForServers)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(root, root.NotBefore, root.NotAfter, [serial]);
        return (certificate.ExportCertificatePem(), own.ExportPkcs8PrivateKeyPem());
    }
}
