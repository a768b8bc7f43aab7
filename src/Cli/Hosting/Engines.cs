using Assay.Cli.Deployment;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Cli.Hosting;

/// <summary>
/// The one place from which a command that works on nothing itself gets its engine: the cluster; the host of the home, where one runs; else
/// the home's history, opened here without a worker, so that a look, a signal or a cancellation need no host.
/// </summary>
internal static class Engines
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="home">The home.</param>
    /// <param name="deployment">Its <c>temporal.yaml</c>.</param>
    /// <param name="told">The engine that the command line names; null for the file's.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="EngineException">The cluster or the host cannot be reached, or refuses.</exception>
    /// <exception cref="HomeException">The home is held by a process without an engine, or its history cannot be used.</exception>
    /// <exception cref="Configuration.ConfigurationException">The file names something that cannot be used.</exception>
    public static async Task<IEngine> ConnectAsync(
        HomeFolder home, DeploymentFile deployment, string? told, TimeProvider time, CancellationToken cancellationToken)
    {
        var loggers = NullLoggerFactory.Instance;
        if (deployment.EngineOr(told) == EngineKind.Temporal)
        {
            return await ClusterEngine.ConnectAsync(deployment, loggers, cancellationToken);
        }

        for (var begun = time.GetTimestamp(); ;)
        {
            var (hold, host) = await HomeHold.TakeOrFindAsync(home, time, cancellationToken);
            if (hold is not null)
            {
                return await HomeEngine.OpenAsync(hold, home, deployment, loggers, time, cancellationToken: cancellationToken);
            }

            if (host!.Address is null)
            {
                throw host.Refusal(home);
            }

            if (await HostedEngine.TryConnectAsync(host, deployment, loggers, cancellationToken) is { } engine)
            {
                return engine;
            }

            if (time.GetElapsedTime(begun) > Patience)
            {
                throw new HomeException($"The home's host, '{host.Command}' (process {host.ProcessId}), does not answer; wait for its end, or end it.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
