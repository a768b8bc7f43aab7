using Assay.Workflows.Chain;
using Assay.Workflows.Data;
using Assay.Workflows.Live;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Assay.Workflows.Selection;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Cli.Hosting;

/// <summary>
/// The workers of this process. The task queue itself has the workflows and what any machine can compute; its neighbour
/// <c>&lt;task queue&gt;-home</c> has what touches the home's folder, and is served by the one process that holds the home. Disposing drains.
/// </summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private const string HomeQueueEnding = "-home";

    // A third of the heartbeat timeout of the workflows' activities: two beats may get lost.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    // Each answer waits for a commit. With the package's five polls of a kind, tasks queue up behind them: many small workflows started their
    // activities in 280 ms at the 90th percentile, with these in 7 ms.
    private const int ActivityPolls = 20;
    private const int WorkflowPolls = 10;

    private readonly CancellationTokenSource stopping = new();
    private readonly List<TemporalWorker> workers;

    private WorkerHost(List<TemporalWorker> workers)
    {
        this.workers = workers;
        Working = RunAsync();
    }

    /// <summary>Ends with the workers: when the host is disposed of, or earlier, with the reason, where one of them cannot go on.</summary>
    public Task Working { get; }

    /// <summary>The queue of what touches the home's folder.</summary>
    public static string HomeQueueOf(string taskQueue) => taskQueue + HomeQueueEnding;

    /// <param name="client">Of the engine whose tasks are taken.</param>
    /// <param name="taskQueue">Queue of workflows and of what any worker can compute.</param>
    /// <param name="stores">What the activities work on.</param>
    /// <param name="limits">How much is taken on.</param>
    /// <param name="holdsHome">True where this process holds the home, and so serves its queue too.</param>
    /// <param name="loggers">Told of what the workers do.</param>
    public static WorkerHost Start(
        ITemporalClient client, string taskQueue, HomeStores stores, WorkerLimits limits, bool holdsHome, ILoggerFactory loggers)
    {
        var general = Options(taskQueue, limits, loggers);
        AddWorkflows(general);
        general.AddComputing(stores.Runner);
        var workers = new List<TemporalWorker> { new(client, general) };
        if (holdsHome)
        {
            var home = Options(HomeQueueOf(taskQueue), limits, loggers);
            home.AddHome(stores.Runner, stores.Home.Path, stores.Files, stores.Time, loggers);
            workers.Add(new TemporalWorker(client, home));
        }

        return new WorkerHost(workers);
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
            // This is how workers that were told to stop end.
        }

        foreach (var worker in workers)
        {
            worker.Dispose();
        }

        stopping.Dispose();
    }

    private static TemporalWorkerOptions Options(string taskQueue, WorkerLimits limits, ILoggerFactory loggers) => new(taskQueue)
    {
        LoggerFactory = loggers,
        MaxCachedWorkflows = limits.CachedWorkflows,
        MaxConcurrentActivities = limits.ConcurrentActivities,
        GracefulShutdownTimeout = limits.Drain,
        MaxConcurrentActivityTaskPolls = ActivityPolls,
        MaxConcurrentWorkflowTaskPolls = WorkflowPolls,
        MaxHeartbeatThrottleInterval = LongestSilence,
    };

    private static void AddWorkflows(TemporalWorkerOptions options) => options
        .AddWorkflow<FullChain>()
        .AddWorkflow<DataRefresh>()
        .AddWorkflow<DataFetch>()
        .AddWorkflow<DataImport>()
        .AddWorkflow<DataGenerate>()
        .AddWorkflow<ModelSelection>()
        .AddWorkflow<CandidateTraining>()
        .AddWorkflow<CandidateBacktests>()
        .AddWorkflow<ReleaseAudit>()
        .AddWorkflow<ReleaseModel>()
        .AddWorkflow<Rollback>()
        .AddWorkflow<HeightenedMonitoring>()
        .AddWorkflow<DailyLiveRun>()
        .AddWorkflow<Retrain>();

    private async Task RunAsync()
    {
        var running = workers.ConvertAll(worker => worker.ExecuteAsync(stopping.Token));
        await Task.WhenAny(running);
        await stopping.CancelAsync();
        await Task.WhenAll(running);
    }
}
