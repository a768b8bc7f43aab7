using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Runtime;

namespace Assay.Cli.Hosting;

/// <summary>Connections of the SDK. Its core reports one that fails as text alone; here the text becomes a status like any other refusal.</summary>
internal static partial class Connections
{
    // A peer that takes the connection and says nothing would hold the core for good.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether a call failed because nobody answered it; the core gives Unknown where the connection broke in the middle of a call.</summary>
    public static bool IsAway(RpcException failure) => failure.Code is RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded
        || (failure.Code == RpcException.StatusCode.Unknown && failure.Message.Contains("transport error", StringComparison.Ordinal));

    /// <summary>The way to a host on this machine: its token stays here, so it needs no TLS.</summary>
    public static TemporalConnectionOptions Loopback(string address, string? token) =>
        new(address) { ApiKey = token, Tls = new TlsOptions { Disabled = true }, GrpcCompression = new GrpcCompression.None() };

    /// <param name="options">The address, and what it takes to be let in.</param>
    /// <param name="loggers">Told what the core warns of, which would go to the screen otherwise.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ConnectionException">Nobody answers, or the peer refuses.</exception>
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
            throw Explain(failure.Message);
        }
        catch (TimeoutException)
        {
            throw new ConnectionException(RpcException.StatusCode.DeadlineExceeded, $"no answer within {Patience.TotalSeconds:0} s", isTls: false);
        }
    }

    /// <summary>
    /// The status of a failed connection. The core gives the debug form of its own errors: a status of the peer, or a chain of transport errors
    /// whose innermost says what happened.
    /// </summary>
    internal static ConnectionException Explain(string text)
    {
        if (Status().Match(text) is { Success: true } status
            && Enum.TryParse<RpcException.StatusCode>(status.Groups["code"].Value, out var code) && code != RpcException.StatusCode.Unknown)
        {
            return new(code, status.Groups["message"].Value, isTls: false);
        }

        if (Handshake().Match(text) is { Success: true } handshake)
        {
            return new(RpcException.StatusCode.Unavailable, $"TLS: {handshake.Groups["fault"].Value.Replace('(', ' ')}", isTls: true);
        }

        var reason = Reason().Matches(text) is [.., var last] ? last.Groups["reason"].Value : text;
        return new(RpcException.StatusCode.Unavailable, reason, isTls: false);
    }

    [GeneratedRegex("Status \\{ code: '?(?<code>[A-Za-z]+)'?, message: \"(?<message>[^\"]*)\"")]
    private static partial Regex Status();

    [GeneratedRegex("error: (?<fault>(InvalidCertificate|InvalidMessage|AlertReceived|NoCertificatesPresented|PeerIncompatible|PeerMisbehaved)(\\([A-Za-z]+)?)")]
    private static partial Regex Handshake();

    [GeneratedRegex("(message|error): \"(?<reason>[^\"]*)\"")]
    private static partial Regex Reason();
}

/// <summary>A connection that could not be made.</summary>
/// <param name="code">As a call would have been answered.</param>
/// <param name="message">What happened, without an end.</param>
/// <param name="isTls">The two sides do not agree on TLS.</param>
internal sealed class ConnectionException(RpcException.StatusCode code, string message, bool isTls) : RpcException(code, message, null)
{
    public bool IsTls => isTls;
}
