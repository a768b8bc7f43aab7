using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>Takes workflow tasks from the common queue and from the one of the runs this worker has in memory.</summary>
internal sealed class WorkflowWorker : IDisposable
{
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
        stickyQueue = options.MaxCachedWorkflows > 0 ? $"{identity}-{Guid.NewGuid():N}" : null;
        handler = new(client, options, WorkflowRegistry.ByName(options.Workflows), identity, stickyQueue, loggers);
        slotCount = options.WorkflowTaskSlots;
        slots = new(slotCount);
    }

    /// <summary>Ends once the token is cancelled and every task under way is done.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var polls = Math.Max(stickyQueue is null ? 1 : 2, options.MaxConcurrentWorkflowTaskPolls);
        var normalPolls = stickyQueue is null ? polls : Math.Clamp((int)(polls * options.NonStickyToStickyPollRatio), 1, polls - 1);
        var normal = new TaskQueue { Name = options.TaskQueue, Kind = TaskQueueKind.Normal };
        var sticky = new TaskQueue { Name = stickyQueue ?? string.Empty, Kind = TaskQueueKind.Sticky, NormalName = options.TaskQueue };
        try
        {
            await Task.WhenAll(Enumerable.Range(0, polls).Select(i => Poller(i < normalPolls ? normal : sticky, stopping).RunAsync(stopping)));
        }
        finally
        {
            for (var taken = 0; taken < slotCount; taken++)
            {
                await slots.WaitAsync(CancellationToken.None);
            }
        }
    }

    public void Dispose() => slots.Dispose();

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
