using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Cli.Deployment;
using Assay.Domain;
using Assay.Workflows.Chain;
using Assay.EmbeddedEngine;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.Hosting;

/// <summary>
/// The one process that holds a home on the embedded engine: the service, the door through which other commands come to it, the home's
/// stores, and a worker for everything. Disposing drains the worker and closes the history.
/// </summary>
internal sealed class HomeHost : IAsyncDisposable
{
    private readonly ILoggerFactory loggers;
    private readonly HomeEngine engine;
    private readonly HomeStores stores;
    private readonly WorkerHost worker;

    private HomeHost(ILoggerFactory loggers, HomeEngine engine, HomeStores stores, WorkerHost worker, ArtifactRef configuration)
    {
        this.loggers = loggers;
        this.engine = engine;
        this.stores = stores;
        this.worker = worker;
        Configuration = configuration;
    }

    public IEngine Engine => engine;

    public EmbeddedServer Server => engine.Server;

    /// <summary>Ends with the worker: when the host is disposed of, or earlier where it cannot go on.</summary>
    public Task Working => worker.Working;

    /// <summary>The settings of runs that start now, frozen.</summary>
    public ArtifactRef Configuration { get; }

    /// <param name="hold">On the home; it ends with the host, and here where the host cannot be started.</param>
    /// <param name="role">The command that hosts.</param>
    /// <param name="home">Where everything lies.</param>
    /// <param name="deployment">The home's <c>temporal.yaml</c>.</param>
    /// <param name="settings">Of runs that start now.</param>
    /// <param name="progress">Told of stages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="observers">Who watches.</param>
    /// <param name="workersShareProcess">False where workers of other processes may come too, whose tasks outlive this one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HomeException">The history file cannot be used, or no port can be listened on.</exception>
    /// <exception cref="AssayException">The configuration is wrong, or the store cannot be written.</exception>
    public static async Task<HomeHost> StartAsync(
        HomeHold hold,
        HostRole role,
        HomeFolder home,
        DeploymentFile deployment,
        AssaySettings settings,
        IStageProgress progress,
        TimeProvider time,
        HostObservers observers,
        bool workersShareProcess,
        CancellationToken cancellationToken)
    {
        var loggers = HomeLog.Open(home);
        HomeEngine? engine = null;
        try
        {
            engine = await HomeEngine.OpenAsync(hold, home, deployment, loggers, time, observers.Commits, workersShareProcess, cancellationToken);
            _ = await SearchAttributeRegistration.EnsureAsync(engine.Client, cancellationToken);
            engine.Announce(role);
            var stores = HomeStores.Open(home, deployment, progress, loggers, time, observers);
            var configuration = stores.Runner.Freeze(settings);
            var worker = WorkerHost.Start(engine.Client, engine.TaskQueue, stores, WorkerLimits.Of(deployment, settings), holdsHome: true, loggers);
            return new HomeHost(loggers, engine, stores, worker, configuration);
        }
        catch
        {
            await EndAsync(engine, loggers);
            throw;
        }
    }

    /// <summary>Shows a run in the home where its files lie in a store elsewhere.</summary>
    public void EnsureShown(ChainResult ended) => stores.EnsureShown(ended.RunId, "report.html", ended.Report);

    public async ValueTask DisposeAsync()
    {
        engine.Withdraw();
        await worker.DisposeAsync();
        stores.Dispose();
        await EndAsync(engine, loggers);
    }

    private static async Task EndAsync(HomeEngine? engine, ILoggerFactory loggers)
    {
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        HomeLog.Close(loggers);
    }
}
