using System.CommandLine;
using System.Net;
using Assay.Cli.Hosting;
using Assay.EmbeddedEngine.Grpc;

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
        var apiKey = new Option<string?>("--api-key-file")
        {
            Description = "File of a key that every call must carry (authorization: Bearer); only its owner may read it. Enough beyond loopback, together with TLS.",
        };
        var home = SharedOptions.Home();
        var command = new Command("serve", "Holds the home and works on its workflows until interrupted.")
        {
            listen, certificate, key, authorities, apiKey, home,
        };
        command.SetAction((parsed, cancellationToken) => CommandFaults.TellAsync(
            () => HomeService.ExecuteAsync(
                Check(
                    parsed.GetValue(home),
                    parsed.GetValue(listen),
                    parsed.GetValue(certificate),
                    parsed.GetValue(key),
                    parsed.GetValue(authorities),
                    parsed.GetValue(apiKey)),
                observers,
                cancellationToken),
            "interrupted before it served."));
        return command;
    }

    private static ServeSettings Check(string? home, string? listen, string? certificate, string? key, string? authorities, string? apiKey)
    {
        var path = Checkout.HomeOr(home);
        if (certificate is null != key is null || (authorities is not null && certificate is null))
        {
            throw new UsageException("TLS needs both --tls-cert and --tls-key; --tls-client-ca only adds to them.");
        }

        if (listen is null)
        {
            return certificate is null && apiKey is null
                ? new ServeSettings(path, null)
                : throw new UsageException($"{(certificate is null ? "--api-key-file" : "--tls-cert")} belongs to --listen; give the address too.");
        }

        var endPoint = EndPoint(listen);
        if (!IPAddress.IsLoopback(endPoint.Address) && authorities is null && (apiKey is null || certificate is null))
        {
            throw new UsageException(
                $"--listen {listen}: whoever reaches the service may do everything, so beyond loopback it asks for clients' certificates or a key; give --tls-cert, --tls-key and one of --tls-client-ca and --api-key-file.");
        }

        var tls = certificate is null ? null : new GrpcListenTls(Content("--tls-cert", certificate), Content("--tls-key", key!), authorities is null ? null : Content("--tls-client-ca", authorities));
        return new ServeSettings(path, new GrpcListenOptions { EndPoint = endPoint, Tls = tls, ApiKey = apiKey is null ? null : Key(apiKey) });
    }

    private static IPEndPoint EndPoint(string listen)
    {
        const string Localhost = "localhost:";
        var text = listen.StartsWith(Localhost, StringComparison.OrdinalIgnoreCase) ? "127.0.0.1:" + listen[Localhost.Length..] : listen;
        return text.LastIndexOf(':') > text.LastIndexOf(']') && IPEndPoint.TryParse(text, out var endPoint)
            ? endPoint
            : throw new UsageException($"--listen: '{listen}' is not an address with a port; write it as 127.0.0.1:7233.");
    }

    private static string Content(string option, string path)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ReadAllText(full) : throw new MissingInputException($"{option}: there is no file {full}; give the path of an existing file.");
    }

    private static string Key(string path)
    {
        const UnixFileMode Others = (UnixFileMode)0b111_111;
        var text = Content("--api-key-file", path).Trim();
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new MissingInputException($"--api-key-file: others than its owner may read {Path.GetFullPath(path)}; take their rights away (chmod 600).");
        }

        return text.Length > 0 && text.All(c => c is > ' ' and <= '~')
            ? text
            : throw new MissingInputException($"--api-key-file: {Path.GetFullPath(path)} gives no API key; write one of printable characters without spaces.");
    }
}
