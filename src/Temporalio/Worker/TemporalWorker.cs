using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>Runs workflows and activities of one task queue.</summary>
public class TemporalWorker : IDisposable
{
    private readonly WorkflowWorker? workflowWorker;
    private readonly ActivityWorker? activityWorker;
    private readonly ILogger logger;

    /// <exception cref="ArgumentException">No task queue, nothing to run, a name twice, or another kind of client.</exception>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
    {
        Options = (TemporalWorkerOptions)options.Clone();
        Client = client as ITemporalClient ?? throw new ArgumentException("The client must be a TemporalClient", nameof(client));
        if (string.IsNullOrEmpty(Options.TaskQueue))
        {
            throw new ArgumentException("A worker needs a task queue", nameof(options));
        }

        if (Options.Workflows.Count == 0 && Options.Activities.Count == 0)
        {
            throw new ArgumentException("A worker needs at least one workflow or activity", nameof(options));
        }

        if (Options.Tuner is not null && (Options.MaxConcurrentActivities ?? Options.MaxConcurrentWorkflowTasks) is not null)
        {
            throw new ArgumentException("A worker takes its slots from a tuner or from the two limits, not from both", nameof(options));
        }

        var identity = Options.Identity ?? Client.Options.Identity;
        var loggers = Options.LoggerFactory ?? Client.Options.LoggerFactory;
        logger = loggers.CreateLogger<TemporalWorker>();
        workflowWorker = Options.Workflows.Count == 0 ? null : new(Client, Options, identity, loggers);
        activityWorker = Options.Activities.Count == 0 ? null : new(Client, Options, identity, loggers);
    }

    public TemporalWorkerOptions Options { get; }

    private ITemporalClient Client { get; }

    /// <summary>
    /// Runs until the token is cancelled. Then no further task is taken, workflow tasks under way are finished, activities get the grace
    /// period and are then cancelled; the call ends when all have ended, with <see cref="OperationCanceledException"/>.
    /// </summary>
    public Task ExecuteAsync(CancellationToken stoppingToken) =>
        RunAsync<ValueTuple>(null, stoppingToken);

    /// <summary>Runs until the function's task ends or the token is cancelled.</summary>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) => RunAsync<ValueTuple>(
        async () =>
        {
            await untilComplete();
            return default;
        },
        stoppingToken);

    public Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default) =>
        RunAsync(untilComplete, stoppingToken);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            workflowWorker?.Dispose();
            activityWorker?.Dispose();
        }
    }

    private async Task<TResult> RunAsync<TResult>(Func<Task<TResult>>? untilComplete, CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        logger.LogDebug("Worker on {TaskQueue} starts", Options.TaskQueue);
        Task[] workers =
        [
            .. workflowWorker is null ? [] : new[] { Task.Run(() => workflowWorker.RunAsync(stop.Token), CancellationToken.None) },
            .. activityWorker is null ? [] : new[] { Task.Run(() => activityWorker.RunAsync(stop.Token), CancellationToken.None) },
        ];
        var stopped = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStop = stoppingToken.UnsafeRegister(_ => stopped.TrySetCanceled(stoppingToken), null);
        var until = untilComplete is null ? stopped.Task : untilComplete();
        await Task.WhenAny([.. workers, until, stopped.Task]);
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        logger.LogDebug("Worker on {TaskQueue} has stopped", Options.TaskQueue);
        return await (until.IsCompleted ? until : stopped.Task);
    }
}
