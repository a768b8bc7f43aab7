using System.CommandLine;
using System.Net;
using Assay.Cli.Hosting;
using LocalTemporal.Grpc;

namespace Assay.Cli.Commands;

/// <summary><c>assay serve</c>: holds a home until told to stop, its worker at work and, where asked, its service open to Temporal's tools.</summary>
internal static class ServeCommand
{
    public static Command Build(HostObservers observers)
    {
        var listen = new Option<string?>("--listen")
        {
            Description = "Address and port, such as 127.0.0.1:7233, where Temporal's own clients, workers and tools reach the embedded service (gRPC, namespace 'default').",
        };
        var certificate = new Option<string?>("--tls-cert") { Description = "PEM file of the listener's certificate, intermediate ones behind it." };
        var key = new Option<string?>("--tls-key") { Description = "PEM file of its private key." };
        var authorities = new Option<string?>("--tls-client-ca") { Description = "PEM file of the roots that stand behind clients' certificates; needed beyond loopback." };
        var home = SharedOptions.Home();
        var command = new Command("serve", "Holds the home and works on its workflows until interrupted.")
        {
            listen, certificate, key, authorities, home,
        };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => HomeService.ExecuteAsync(
                Check(
                    parsed.GetValue(home),
                    parsed.GetValue(listen),
                    parsed.GetValue(certificate),
                    parsed.GetValue(key),
                    parsed.GetValue(authorities)),
                observers,
                cancellationToken),
            "interrupted before it served."));
        return command;
    }

    private static ServeSettings Check(string? home, string? listen, string? certificate, string? key, string? authorities)
    {
        var path = Checkout.HomeOr(home);
        if (certificate is null != key is null || (authorities is not null && certificate is null))
        {
            throw new UsageException("TLS needs both --tls-cert and --tls-key; --tls-client-ca only adds to them.");
        }

        if (listen is null)
        {
            return certificate is null ? new ServeSettings(path, null) : throw new UsageException("--tls-cert belongs to --listen; give the address too.");
        }

        var endPoint = EndPoint(listen);
        if (!IPAddress.IsLoopback(endPoint.Address) && authorities is null)
        {
            throw new UsageException(
                $"--listen {listen}: whoever reaches the service may do everything, so beyond loopback it asks for clients' certificates; give --tls-cert, --tls-key and --tls-client-ca.");
        }

        var tls = certificate is null ? null : new GrpcListenTls(Pem("--tls-cert", certificate), Pem("--tls-key", key!), authorities is null ? null : Pem("--tls-client-ca", authorities));
        return new ServeSettings(path, new GrpcListenOptions { EndPoint = endPoint, Tls = tls });
    }

    private static IPEndPoint EndPoint(string listen)
    {
        const string Localhost = "localhost:";
        var text = listen.StartsWith(Localhost, StringComparison.OrdinalIgnoreCase) ? "127.0.0.1:" + listen[Localhost.Length..] : listen;
        return text.LastIndexOf(':') > text.LastIndexOf(']') && IPEndPoint.TryParse(text, out var endPoint)
            ? endPoint
            : throw new UsageException($"--listen: '{listen}' is not an address with a port; write it as 127.0.0.1:7233.");
    }

    private static string Pem(string option, string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ReadAllText(full) : throw new MissingInputException($"{option}: there is no file {full}; give the path of an existing file.");
    }
}
