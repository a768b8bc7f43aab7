using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Takes workflow tasks from the common queue and from the one of the runs this worker has in memory.</summary>
internal sealed class WorkflowWorker : IDisposable
{
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(5);
    private readonly ITemporalClient client;
    private readonly TemporalWorkerOptions options;
    private readonly string identity;
    private readonly ILogger logger;
    private readonly string? stickyQueue;
    private readonly WorkflowTaskHandler handler;
    private readonly SemaphoreSlim slots;
    private readonly int slotCount;

    /// <exception cref="ArgumentException">Two workflows have the same name, or one cannot be instantiated.</exception>
    public WorkflowWorker(ITemporalClient client, TemporalWorkerOptions options, string identity, ILoggerFactory loggers)
    {
        this.client = client;
        this.options = options;
        this.identity = identity;
        logger = loggers.CreateLogger("Temporalio.Worker");
        slotCount = options.WorkflowTaskSlots;

        // With one slot the poll of one queue would keep the other from being asked.
        stickyQueue = options.MaxCachedWorkflows > 0 && slotCount > 1 ? $"{identity}-{Guid.NewGuid():N}" : null;
        handler = new(client, options, WorkflowRegistry.ByName(options.Workflows), identity, stickyQueue, loggers);
        slots = new(slotCount);
    }

    /// <summary>Ends once the token is cancelled and every task under way is done.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var polls = Math.Clamp(options.MaxConcurrentWorkflowTaskPolls, stickyQueue is null ? 1 : 2, slotCount);
        var normalPolls = stickyQueue is null ? polls : Math.Clamp((int)(polls * options.NonStickyToStickyPollRatio), 1, polls - 1);
        var normal = new TaskQueue { Name = options.TaskQueue, Kind = TaskQueueKind.Normal };
        var sticky = new TaskQueue { Name = stickyQueue ?? string.Empty, Kind = TaskQueueKind.Sticky, NormalName = options.TaskQueue };
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var leaving = LeaveAsync(leave.Token);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, polls).Select(i => Poller(i < normalPolls ? normal : sticky, stopping).RunAsync(stopping)));
        }
        finally
        {
            await leave.CancelAsync();
            for (var taken = 0; taken < slotCount; taken++)
            {
                await slots.WaitAsync(CancellationToken.None);
            }

            await handler.FlushAsync();
            await leaving;
        }
    }

    public void Dispose() => slots.Dispose();

    /// <summary>As the worker stops, tells the service to give the runs this worker has in memory to others, and not to wait for it.</summary>
    private async Task LeaveAsync(CancellationToken stopping)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stickyQueue is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(LeavePatience);
        try
        {
            var request = new ShutdownWorkerRequest
            {
                Namespace = client.Options.Namespace,
                StickyTaskQueue = stickyQueue,
                Identity = identity,
                Reason = "graceful shutdown",
            };
            await client.Connection.WorkflowService.ShutdownWorkerAsync(request, limit.Token);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            // A courtesy: without it the tasks wait out their time on the sticky queue.
            logger.LogDebug(e, "The service was not told that the worker stops");
        }
    }

    private TaskPoller<PollWorkflowTaskQueueResponse> Poller(TaskQueue queue, CancellationToken workerStopping) => new(
        slots,
        async stopping =>
        {
            var request = new PollWorkflowTaskQueueRequest { Namespace = client.Options.Namespace, TaskQueue = queue, Identity = identity };
            var task = await client.Connection.WorkflowService.PollWorkflowTaskQueueAsync(request, stopping);
            return task.TaskToken.IsEmpty ? null : task;
        },
        task => handler.HandleAsync(task, workerStopping),
        logger);
}
