using Assay.Activities.Settings;
using Assay.Cli.Commands;
using Assay.Cli.Screen;
using LocalTemporal;
using LocalTemporal.Grpc;

namespace Assay.Cli.Hosting;

/// <summary>A home that is held open until its host is told to stop.</summary>
internal static class HomeService
{
    public static async Task<int> ExecuteAsync(ServeSettings settings, HostObservers observers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var progress = new ProgressLines(time);
        var options = SettingsReader.Read(ChainRun.ConfigurationFolderPath());
        var home = HomeFolder.Open(settings.Home);
        await using var host = HomeHost.Start(home, options, progress, time, observers, workersShareProcess: settings.Listen is null);
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
        catch (LocalTemporalException cause)
        {
            throw new HomeException(cause.Message, cause);
        }
    }
}
