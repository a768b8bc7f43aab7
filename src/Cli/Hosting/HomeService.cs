using Assay.Activities.Settings;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Screen;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;

namespace Assay.Cli.Hosting;

/// <summary>A home that is held open until its host is told to stop.</summary>
internal static class HomeService
{
    public static async Task<int> ExecuteAsync(ServeSettings settings, HostObservers observers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var progress = new ProgressLines(time);
        var options = SettingsReader.Read(Checkout.ConfigurationFolder);
        var deployment = DeploymentFile.Read(settings.Home, Checkout.Folder);
        if (deployment.EngineOr(null) == EngineKind.Temporal)
        {
            // Every other command of this home would go to the cluster, and nothing would ever come here.
            throw deployment.Fault(
                "engine",
                "is 'temporal', so the workflows of this home run on the cluster and not here; work for it with 'assay worker', or give the home a temporal.yaml with engine 'embedded'");
        }

        var home = HomeFolder.Open(settings.Home);
        var hold = await HomeHold.TakeAsync(home, time, cancellationToken);
        await using var host = await HomeHost.StartAsync(
            hold, HostRole.Serve, home, deployment, options, progress, time, observers, workersShareProcess: settings.Listen is null, cancellationToken);
        await using var listener = await ListenAsync(host, settings.Listen, cancellationToken);
        progress.Note(listener is null ? $"serving {home.Path}" : $"serving {home.Path} on {listener.EndPoint}, namespace 'default'");
        var stop = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        if (await Task.WhenAny(stop, host.Working) == host.Working)
        {
            // It ends of itself only where it cannot go on.
            await host.Working;
        }

        progress.Note("stopping");
        return ExitCode.Done;
    }

    private static async Task<GrpcListener?> ListenAsync(HomeHost host, GrpcListenOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return options is null ? null : await GrpcListener.StartAsync(host.Server, options, cancellationToken);
        }
        catch (EmbeddedEngineException cause)
        {
            throw new HomeException(cause.Message, cause);
        }
    }
}
