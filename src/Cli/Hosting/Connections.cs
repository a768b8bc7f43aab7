using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Runtime;

namespace Assay.Cli.Hosting;

/// <summary>Connections of the SDK. Its core reports a connection that fails as text alone; here it becomes a status like any other refusal.</summary>
internal static partial class Connections
{
    // The core tries for itself a little; a peer that takes the connection and says nothing would hold it for good.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The way to a host on this machine: its token stays here, so it needs no TLS.</summary>
    public static TemporalConnectionOptions Loopback(string address, string? token) =>
        new(address) { ApiKey = token, Tls = new TlsOptions { Disabled = true }, GrpcCompression = new GrpcCompression.None() };

    /// <param name="options">The address, and what it takes to be let in.</param>
    /// <param name="loggers">Told what the core warns of, which would go to the screen otherwise.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RpcException">Nobody answers, or the peer refuses.</exception>
    public static async Task<TemporalConnection> OpenAsync(TemporalConnectionOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        options.Runtime = new TemporalRuntime(new TemporalRuntimeOptions
        {
            Telemetry = new() { Logging = new() { Forwarding = new(loggers.CreateLogger("Temporalio.Core")) } },
        });
        try
        {
            return await TemporalConnection.ConnectAsync(options).WaitAsync(Patience, cancellationToken);
        }
        catch (InvalidOperationException failure)
        {
            throw new RpcException(CodeOf(failure.Message), MessageOf(failure.Message), null);
        }
        catch (TimeoutException)
        {
            throw new RpcException(RpcException.StatusCode.DeadlineExceeded, $"no answer within {Patience.TotalSeconds:0} s", null);
        }
    }

    private static RpcException.StatusCode CodeOf(string text) =>
        Code().Match(text) is { Success: true } match && Enum.TryParse<RpcException.StatusCode>(match.Groups["code"].Value, ignoreCase: true, out var code)
            ? code
            : RpcException.StatusCode.Unavailable;

    private static string MessageOf(string text) => text;

    [GeneratedRegex("code: '?(?<code>[A-Za-z]+)'?")]
    private static partial Regex Code();
}
