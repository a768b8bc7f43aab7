using System.Net;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;

namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>The official client on listeners that ask for TLS, for a client's certificate, and for an API key.</summary>
public sealed class SecureGroup() : NodeGroup("secure.js")
{
    private const string ApiKey = "key-of-the-witness";

    private protected override async Task AroundAsync(
        EmbeddedServer server, TemporaryFolder folder, string address, Func<IReadOnlyList<string>, Task> run)
    {
        using var authority = new TestAuthority();
        using var foreign = new TestAuthority();
        var (certificate, key) = authority.Server("localhost");
        var tls = new GrpcListenTls(certificate, key);
        await using var secure = await ListenAsync(server, new() { Tls = tls });
        await using var mutual = await ListenAsync(server, new() { Tls = tls with { ClientAuthorities = authority.RootPem } });
        await using var keyed = await ListenAsync(server, new() { Tls = tls, ApiKey = ApiKey });
        await File.WriteAllTextAsync(folder.File("root.pem"), authority.RootPem);
        await WriteAsync(folder, "client", authority.Client("witness"));
        await WriteAsync(folder, "foreign", foreign.Client("witness"));
        await run([secure.EndPoint.ToString(), mutual.EndPoint.ToString(), keyed.EndPoint.ToString(), ApiKey]);
    }

    private static Task<GrpcListener> ListenAsync(EmbeddedServer server, GrpcListenOptions options) =>
        GrpcListener.StartAsync(server, options with { EndPoint = new(IPAddress.Loopback, 0) });

    private static async Task WriteAsync(TemporaryFolder folder, string name, (string Certificate, string Key) issued)
    {
        await File.WriteAllTextAsync(folder.File($"{name}.pem"), issued.Certificate);
        await File.WriteAllTextAsync(folder.File($"{name}.key"), issued.Key);
    }
}
