using Assay.Cli.Deployment;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>The embedded service of the process that holds the home, through the loopback port that it noted there.</summary>
internal sealed class HostedEngine : IEngine
{
    private HostedEngine(TemporalConnection connection, HostNote host, TemporalClientOptions options)
    {
        TaskQueue = host.TaskQueue;
        Client = new TemporalClient(connection, options);
    }

    public TemporalClient Client { get; }

    public string TaskQueue { get; }

    /// <returns>Null where nobody answers: the host is about to end, or the note is an old one.</returns>
    /// <exception cref="EngineException">It answers, but refuses.</exception>
    /// <exception cref="Configuration.ConfigurationException">A payload key cannot be used.</exception>
    public static async Task<HostedEngine?> TryConnectAsync(HostNote host, DeploymentFile deployment, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (host.Address is not { } address)
        {
            return null;
        }

        var options = new TemporalClientOptions { LoggerFactory = loggers, DataConverter = PayloadCodecs.ConverterOf(deployment) };
        try
        {
            var connection = await Connections.OpenAsync(Connections.Loopback(address, host.Token), loggers, cancellationToken);
            return new HostedEngine(connection, host, options);
        }
        catch (RpcException refusal) when (refusal.Code is RpcException.StatusCode.Unavailable or RpcException.StatusCode.Unauthenticated)
        {
            // Unauthenticated: another host has taken the port since.
            return null;
        }
        catch (RpcException refusal)
        {
            throw new EngineException($"The home's host, '{host.Command}' (process {host.ProcessId}), refuses: {refusal.Message.TrimEnd('.')}; end it and start it again.", false, refusal);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
