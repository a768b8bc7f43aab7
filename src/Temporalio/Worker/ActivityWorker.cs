using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>Takes activity tasks from the queue and runs them.</summary>
internal sealed class ActivityWorker : IDisposable
{
    private readonly ITemporalClient client;
    private readonly TemporalWorkerOptions options;
    private readonly string identity;
    private readonly ILogger logger;
    private readonly Dictionary<string, ActivityDefinition> definitions;
    private readonly ConcurrentDictionary<ActivityAttempt, byte> running = new();
    private readonly CancellationTokenSource shutdown = new();
    private readonly SemaphoreSlim slots;
    private readonly int slotCount;

    /// <exception cref="ArgumentException">Two activities have the same name.</exception>
    public ActivityWorker(ITemporalClient client, TemporalWorkerOptions options, string identity, ILoggerFactory loggers)
    {
        this.client = client;
        this.options = options;
        this.identity = identity;
        logger = loggers.CreateLogger("Temporalio.Activity");
        definitions = new(StringComparer.Ordinal);
        foreach (var definition in options.Activities)
        {
            if (!definitions.TryAdd(definition.Name, definition))
            {
                throw new ArgumentException($"More than one activity is named {definition.Name}", nameof(options));
            }
        }

        slotCount = options.ActivitySlots;
        slots = new(slotCount);
    }

    /// <summary>Ends once the token is cancelled and every running activity has ended.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var poller = new TaskPoller<PollActivityTaskQueueResponse>(slots, PollAsync, HandleAsync, logger);
        using var onStop = stopping.UnsafeRegister(_ => shutdown.Cancel(), null);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentActivityTaskPolls).Select(_ => poller.RunAsync(stopping)));
        }
        finally
        {
            await DrainAsync();
        }
    }

    public void Dispose()
    {
        slots.Dispose();
        shutdown.Dispose();
    }

    private async Task<PollActivityTaskQueueResponse?> PollAsync(CancellationToken stopping)
    {
        var task = await client.Connection.WorkflowService.PollActivityTaskQueueAsync(
            new()
            {
                Namespace = client.Options.Namespace,
                TaskQueue = new() { Name = options.TaskQueue, Kind = TaskQueueKind.Normal },
                Identity = identity,
            },
            stopping);
        return task.TaskToken.IsEmpty ? null : task;
    }

    private async Task HandleAsync(PollActivityTaskQueueResponse task)
    {
        using var attempt = new ActivityAttempt(task, client, options, identity, logger, shutdown.Token);
        running.TryAdd(attempt, 0);
        try
        {
            var definition = definitions.GetValueOrDefault(task.ActivityType.Name);
            var factory = options.ActivityTaskFactory;
            await factory.StartNew(
                () => attempt.RunAsync(definition, definitions.Keys),
                CancellationToken.None,
                factory.CreationOptions,
                factory.Scheduler ?? TaskScheduler.Default).Unwrap();
        }
        finally
        {
            running.TryRemove(attempt, out _);
        }
    }

    /// <summary>Waits for the running activities; cancels them when the grace period is over.</summary>
    private async Task DrainAsync()
    {
        await shutdown.CancelAsync();
        using var graceOver = new CancellationTokenSource(options.GracefulShutdownTimeout);
        var cancelled = false;
        for (var taken = 0; taken < slotCount;)
        {
            try
            {
                await slots.WaitAsync(cancelled ? CancellationToken.None : graceOver.Token);
                taken++;
            }
            catch (OperationCanceledException)
            {
                cancelled = true;
                foreach (var attempt in running.Keys)
                {
                    attempt.Cancel(ActivityCancelReason.WorkerShutdown);
                }
            }
        }
    }
}
