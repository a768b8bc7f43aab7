using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Domain;
using LocalTemporal;
using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Assay.Cli.Hosting;

/// <summary>
/// The one process that holds a home on the embedded engine: the service, the home's stores, and a worker for everything. Disposing drains
/// the worker and closes the history.
/// </summary>
internal sealed class HomeHost : IAsyncDisposable
{
    private readonly ILoggerFactory loggers;
    private readonly EmbeddedEngine engine;
    private readonly HomeStores stores;
    private readonly WorkerHost worker;

    private HomeHost(ILoggerFactory loggers, EmbeddedEngine engine, HomeStores stores, WorkerHost worker, ArtifactRef configuration)
    {
        this.loggers = loggers;
        this.engine = engine;
        this.stores = stores;
        this.worker = worker;
        Configuration = configuration;
    }

    public IEngine Engine => engine;

    public TemporalClient Client => engine.Client;

    public LocalTemporalServer Server => engine.Server;

    /// <summary>Ends with the worker: when the host is disposed of, or earlier where it cannot go on.</summary>
    public Task Working => worker.Working;

    /// <summary>The settings of runs that start now, frozen.</summary>
    public ArtifactRef Configuration { get; }

    /// <param name="home">Where everything lies.</param>
    /// <param name="settings">Of runs that start now.</param>
    /// <param name="progress">Told of stages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="observers">Who watches.</param>
    /// <param name="workersShareProcess">False where workers of other processes may come too, whose tasks outlive this one.</param>
    /// <exception cref="HomeException">Another host holds the home, or its history file cannot be used.</exception>
    /// <exception cref="AssayException">The configuration is wrong, or the store cannot be written.</exception>
    public static HomeHost Start(HomeFolder home, AssaySettings settings, IStageProgress progress, TimeProvider time, HostObservers observers, bool workersShareProcess = true)
    {
        var loggers = HomeLog.Open(home);
        EmbeddedEngine engine;
        try
        {
            engine = EmbeddedEngine.Open(home, loggers, time, observers.Commits, workersShareProcess);
        }
        catch
        {
            HomeLog.Close(loggers);
            throw;
        }

        var stores = HomeStores.Open(home, progress, loggers, time, observers);
        var configuration = stores.Runner.Freeze(settings);
        var worker = WorkerHost.Start(engine.Client, engine.TaskQueue, stores, settings.Runtime.ConcurrentActivities, holdsHome: true, loggers);
        return new HomeHost(loggers, engine, stores, worker, configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await engine.DisposeAsync();
        stores.Dispose();
        HomeLog.Close(loggers);
    }
}
