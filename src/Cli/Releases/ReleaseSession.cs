using Assay.Activities.Settings;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.Releases;

/// <summary>A home opened for a command about its releases: the engine with somebody at work on it, the ledger and the trust.</summary>
internal sealed class ReleaseSession : IAsyncDisposable
{
    private readonly IAsyncDisposable held;
    private readonly IEngine engine;

    private ReleaseSession(IAsyncDisposable held, IEngine engine, ReleaseFolder folder)
    {
        this.held = held;
        this.engine = engine;
        Folder = folder;
    }

    public TemporalClient Client => engine.Client;

    public string TaskQueue => engine.TaskQueue;

    public ReleaseFolder Folder { get; }

    /// <summary>Connects to the cluster or the home's host; where nobody hosts the home, this process does while the command lasts.</summary>
    /// <param name="target">The home and the engine that the command line names.</param>
    /// <param name="observers">Who watches.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Domain.AssayException">The home, its history or the engine cannot be used.</exception>
    public static async Task<ReleaseSession> OpenAsync(ReleaseTarget target, HostObservers observers, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var folder = ReleaseFolder.Open(target.Home, observers);
        try
        {
            var deployment = DeploymentFile.Read(target.Home, Checkout.Folder);
            var (hold, _) = deployment.EngineOr(target.Engine) == EngineKind.Embedded
                ? await HomeHold.TakeOrFindAsync(folder.Home, time, cancellationToken)
                : (null, null);
            if (hold is not null)
            {
                var host = await HomeHost.StartAsync(
                    hold,
                    HostRole.Command,
                    folder.Home,
                    deployment,
                    SettingsReader.Read(Checkout.ConfigurationFolder),
                    new ProgressLines(time),
                    time,
                    observers,
                    workersShareProcess: true,
                    cancellationToken);
                return new ReleaseSession(host, host.Engine, folder);
            }

            var engine = await Engines.ConnectAsync(folder.Home, deployment, target.Engine, time, cancellationToken);
            return new ReleaseSession(engine, engine, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Releases that are under way, by start, the latest first.</summary>
    public async Task<IReadOnlyList<(WorkflowHandle<ReleaseModel> Handle, ReleaseStatus Status)>> FindReleasesAsync()
    {
        var found = new List<(WorkflowHandle<ReleaseModel>, ReleaseStatus)>();
        await foreach (var open in Client.ListWorkflowsAsync("WorkflowType = 'Release' AND ExecutionStatus = 'Running'"))
        {
            var handle = Client.GetWorkflowHandle<ReleaseModel>(open.Id, open.RunId);
            found.Add((handle, await handle.QueryAsync(workflow => workflow.Status())));
        }

        return found;
    }

    /// <summary>Watches that are under way, by start, the latest first.</summary>
    public async Task<IReadOnlyList<(WorkflowHandle<HeightenedMonitoring> Handle, MonitoringStatus Status)>> FindWatchesAsync()
    {
        var found = new List<(WorkflowHandle<HeightenedMonitoring>, MonitoringStatus)>();
        await foreach (var open in Client.ListWorkflowsAsync("WorkflowType = 'HeightenedMonitoring' AND ExecutionStatus = 'Running'"))
        {
            var handle = Client.GetWorkflowHandle<HeightenedMonitoring>(open.Id, open.RunId);
            found.Add((handle, await handle.QueryAsync(workflow => workflow.Status())));
        }

        return found;
    }

    /// <summary>The release that a command is about.</summary>
    /// <param name="id">Id of its workflow; null for the only one that waits.</param>
    /// <exception cref="ReleaseCommandException">None waits, or several do and none is named.</exception>
    public async Task<(WorkflowHandle<ReleaseModel> Handle, ReleaseStatus Status)> FindWaitingAsync(string? id)
    {
        var waiting = (await FindReleasesAsync()).Where(release => release.Status.Channel is not null).ToList();
        if (id is not null)
        {
            var named = waiting.Where(release => string.Equals(release.Handle.Id, id, StringComparison.Ordinal)).ToList();
            return named is [var only]
                ? only
                : throw new ReleaseCommandException($"No release '{id}' waits for people in this home; 'assay release status' lists those that do.");
        }

        return waiting switch
        {
            [var only] => only,
            [] => throw new ReleaseCommandException("No release waits for people in this home; 'assay run --approvals wait' starts one."),
            _ => throw new ReleaseCommandException(
                $"{waiting.Count} releases wait ({string.Join(", ", waiting.Select(release => release.Handle.Id))}); name one with --release."),
        };
    }

    /// <summary>What the workflow says to an update, or the sentence with which it refuses.</summary>
    /// <exception cref="ReleaseCommandException">It refuses.</exception>
    public static async Task<T> UpdateAsync<T>(Func<Task<T>> update)
    {
        try
        {
            return await update();
        }
        catch (WorkflowUpdateFailedException refusal)
        {
            Exception cause = refusal;
            while (cause is WorkflowUpdateFailedException or ActivityFailureException && cause.InnerException is { } inner)
            {
                cause = inner;
            }

            var notReady = cause is ApplicationFailureException { ErrorType: ReleaseUpdateErrors.NotReady };
            throw new ReleaseCommandException(cause.Message, refusal, notReady);
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            throw new ReleaseCommandException("The release has ended meanwhile; 'assay release history' shows what became of it.", failure);
        }
    }

    /// <summary>The result of a workflow, or the sentence of what failed in it.</summary>
    /// <exception cref="ReleaseCommandException">It failed.</exception>
    public static async Task<T> ResultAsync<T>(Func<Task<T>> result)
    {
        try
        {
            return await result();
        }
        catch (WorkflowFailedException failure)
        {
            Exception cause = failure;
            while (cause is WorkflowFailedException or ActivityFailureException && cause.InnerException is { } inner)
            {
                cause = inner;
            }

            throw new ReleaseCommandException(cause.Message, failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await held.DisposeAsync();
        Folder.Dispose();
    }
}
