using Assay.Activities.Settings;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Screen;
using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>A process that works on a cluster's tasks until it is told to stop.</summary>
internal static class ClusterWorker
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public static async Task<int> ExecuteAsync(WorkerArguments arguments, HostObservers observers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var progress = new ProgressLines(time);
        var options = SettingsReader.Read(Checkout.ConfigurationFolder);
        var deployment = DeploymentFile.Read(arguments.Home, Checkout.Folder);
        if (!arguments.HoldsHome && (deployment.Settings.Artifacts ?? new ArtifactSettings()).Store == ArtifactSettings.Home)
        {
            // The index of a run in a home is written by one process.
            throw deployment.Fault("artifacts.store", "is 'home', which only the worker that holds the home may use; set it to folder or s3 for workers beside it");
        }

        var home = HomeFolder.Open(arguments.Home);
        using var hold = arguments.HoldsHome ? await HoldAsync(home, deployment, time, cancellationToken) : null;
        using var loggers = HomeLog.Open(home);
        await using var engine = await ConnectAsync(deployment, loggers, progress, time, cancellationToken);
        await RegisterAsync(engine, progress, cancellationToken);
        using var stores = HomeStores.Open(home, deployment, progress, loggers, time, observers);
        await using var worker = WorkerHost.Start(
            engine.Client, engine.TaskQueue, stores, WorkerLimits.Of(deployment, options), arguments.HoldsHome, loggers);
        var queues = arguments.HoldsHome ? $"'{engine.TaskQueue}' and '{WorkerHost.HomeQueueOf(engine.TaskQueue)}'" : $"'{engine.TaskQueue}'";
        progress.Note($"working for {deployment.Settings.Cluster!.Address}, namespace '{engine.Client.Options.Namespace}', on {queues}, in {home.Path}");
        var stop = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        if (await Task.WhenAny(stop, worker.Working) == worker.Working)
        {
            await EndAsync(worker.Working, deployment);
        }

        progress.Note("stopping");
        return ExitCode.Done;
    }

    private static async Task<HomeHold> HoldAsync(HomeFolder home, DeploymentFile deployment, TimeProvider time, CancellationToken cancellationToken)
    {
        var hold = await HomeHold.TakeAsync(home, time, cancellationToken);
        hold.Announce(new HostNote(HostRole.Worker, Environment.ProcessId, null, null, deployment.Settings.TaskQueue));
        return hold;
    }

    /// <summary>A cluster that is away for now is waited for; one that refuses is not.</summary>
    private static async Task<ClusterEngine> ConnectAsync(
        DeploymentFile deployment, ILoggerFactory loggers, ProgressLines progress, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ;)
        {
            try
            {
                return await ClusterEngine.ConnectAsync(deployment, loggers, cancellationToken);
            }
            catch (EngineException away) when (away.IsTransient)
            {
                progress.Warned($"{away.Message} Trying again in {pause.TotalSeconds:0} s.");
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Where this program may not register them, somebody else may have done so: then the workflows run, else their tasks say what is missing.</summary>
    private static async Task RegisterAsync(ClusterEngine engine, ProgressLines progress, CancellationToken cancellationToken)
    {
        try
        {
            _ = await SearchAttributeRegistration.EnsureAsync(engine.Client, cancellationToken);
        }
        catch (EngineException refusal)
        {
            progress.Warned(refusal.Message);
        }
    }

    /// <summary>It ends of itself only where the cluster refuses it.</summary>
    private static async Task EndAsync(Task working, DeploymentFile deployment)
    {
        try
        {
            await working;
        }
        catch (RpcException refusal)
        {
            throw ClusterEngine.Explain(refusal, deployment, deployment.Settings.Cluster!);
        }
    }
}
