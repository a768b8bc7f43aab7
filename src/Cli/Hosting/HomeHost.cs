using Assay.Activities.Backtests;
using Assay.Activities.Data;
using Assay.Activities.Features;
using Assay.Activities.Live;
using Assay.Activities.Models;
using Assay.Activities.Release;
using Assay.Activities.Reports;
using Assay.Activities.Selection;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.Workflows.Chain;
using Assay.Workflows.Data;
using Assay.Workflows.Live;
using Assay.Workflows.Release;
using Assay.Workflows.Selection;
using LocalTemporal;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Formatting.Json;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Cli.Hosting;

/// <summary>
/// The one process that holds a home: the embedded workflow service on the home's history file, a client of it, and a worker with every
/// workflow and activity. Disposing drains the worker and closes the file.
/// </summary>
internal sealed class HomeHost : IAsyncDisposable
{
    public const string TaskQueue = "assay";

    private readonly CancellationTokenSource stopping = new();
    private readonly FolderArtifactStore store;
    private readonly HomeFiles files;
    private readonly ILoggerFactory loggers;
    private readonly TemporalWorker worker;

    private HomeHost(
        LocalTemporalServer server, FolderArtifactStore store, HomeFiles files, ILoggerFactory loggers, TemporalClient client, TemporalWorker worker, ArtifactRef configuration)
    {
        this.store = store;
        this.files = files;
        this.loggers = loggers;
        this.worker = worker;
        Server = server;
        Client = client;
        Configuration = configuration;
        Working = worker.ExecuteAsync(stopping.Token);
    }

    public LocalTemporalServer Server { get; }

    public TemporalClient Client { get; }

    /// <summary>Ends with the worker: when the host is disposed of, or earlier where it cannot go on.</summary>
    public Task Working { get; }

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
        LocalTemporalServer server;
        try
        {
            server = LocalTemporalServer.Open(new LocalTemporalOptions
            {
                HistoryFile = home.HistoryFile,
                Time = time,
                CommitObserver = observers.Commits,
                WorkersShareProcess = workersShareProcess,
            });
        }
        catch (LocalTemporalException cause)
        {
            throw new HomeException(cause.Message, cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new HomeException($"The history file {home.HistoryFile} cannot be used ({cause.Message.TrimEnd('.')}); give this user the right to write it, or name another home with --home.", cause);
        }

        var durable = new DurableFiles(observers.Effects);
        var store = new FolderArtifactStore(home.Path, durable);
        var files = new HomeFiles(home.Path, durable);
        var loggers = LoggerFactory.Create(builder => builder.AddSerilog(
            new LoggerConfiguration().MinimumLevel.Information().WriteTo.File(new JsonFormatter(renderMessage: true), home.LogFile).CreateLogger(), dispose: true));
        var client = new TemporalClient(
            new WorkflowServiceConnection(server.Service, server.OperatorService), new TemporalClientOptions { Namespace = server.Namespace, LoggerFactory = loggers });
        var runner = new StageRunner(store, progress, loggers.CreateLogger<StageRunner>(), time, observers.Executions);
        var options = new TemporalWorkerOptions(TaskQueue)
        {
            LoggerFactory = loggers,
            MaxConcurrentActivities = settings.Runtime.ConcurrentActivities,
            GracefulShutdownTimeout = TimeSpan.FromSeconds(5),
        };
        options.AddWorkflow<FullChain>()
            .AddWorkflow<DataRefresh>()
            .AddWorkflow<ModelSelection>()
            .AddWorkflow<CandidateTraining>()
            .AddWorkflow<CandidateBacktests>()
            .AddWorkflow<ReleaseAudit>()
            .AddWorkflow<ReleaseModel>()
            .AddWorkflow<DailyLiveRun>()
            .AddAllActivities(new DataActivities(runner))
            .AddAllActivities(new FeatureActivities(runner))
            .AddAllActivities(new ModelActivities(runner))
            .AddAllActivities(new BacktestActivities(runner))
            .AddAllActivities(new SelectionActivities(runner, home.Path, files))
            .AddAllActivities(new ReleaseActivities(runner, home.Path, files))
            .AddAllActivities(new LiveActivities(runner, home.Path, files))
            .AddAllActivities(new ReportActivities(runner));
        var configuration = runner.Freeze(settings);
        return new HomeHost(server, store, files, loggers, client, new TemporalWorker(client, options), configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await Working;
        }
        catch (OperationCanceledException)
        {
            // This is how a worker that was told to stop ends.
        }

        worker.Dispose();
        await Server.DisposeAsync();
        files.Dispose();
        store.Dispose();
        CloseLog();
        stopping.Dispose();
    }

    private void CloseLog()
    {
        try
        {
            loggers.Dispose();
        }
        catch (IOException)
        {
            // A full disk takes the last lines of the log; what failed before is worth more than this.
        }
    }
}
