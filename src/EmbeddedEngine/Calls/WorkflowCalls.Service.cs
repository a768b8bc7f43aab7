using Assay.EmbeddedEngine.Dispatch;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>What the service says of itself, its queues and its workers.</summary>
internal sealed partial class WorkflowCalls
{
    private static readonly TimeSpan PollerMemory = TimeSpan.FromMinutes(5);

    public Task<GetWorkflowExecutionHistoryReverseResponse> GetWorkflowExecutionHistoryReverseAsync(
        GetWorkflowExecutionHistoryReverseRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Histories.Reverse(request), cancellationToken);

    public Task<ResetWorkflowExecutionResponse> ResetWorkflowExecutionAsync(
        ResetWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Reset.Reset(request), cancellationToken);

    public Task<RegisterNamespaceResponse> RegisterNamespaceAsync(
        RegisterNamespaceRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RegisterNamespace");

    public Task<GetClusterInfoResponse> GetClusterInfoAsync(GetClusterInfoRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetClusterInfoResponse
        {
            ServerVersion = ServerVersion,
            ClusterId = "embedded",
            ClusterName = "embedded",
            HistoryShardCount = 1,
            PersistenceStore = "sqlite",
            VisibilityStore = "sqlite",
        });

    public async Task<ListNamespacesResponse> ListNamespacesAsync(ListNamespacesRequest request, CancellationToken cancellationToken = default) =>
        new() { Namespaces = { await DescribeNamespaceAsync(new() { Namespace = core.Options.Namespace }, cancellationToken) } };

    public Task<ResetStickyTaskQueueResponse> ResetStickyTaskQueueAsync(
        ResetStickyTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.WorkflowTasks.ForgetStickyQueue(core.RequireOpen(request.Execution));
                return new ResetStickyTaskQueueResponse();
            },
            cancellationToken);

    public Task<ShutdownWorkerResponse> ShutdownWorkerAsync(ShutdownWorkerRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                if (request.StickyTaskQueue.Length > 0)
                {
                    core.WorkflowQueues.Find(request.StickyTaskQueue)?.Leave();
                    foreach (var run in core.OpenRuns.Where(r => r.Record.StickyQueue == request.StickyTaskQueue).ToArray())
                    {
                        core.WorkflowTasks.ForgetStickyQueue(run);
                    }
                }

                return new ShutdownWorkerResponse();
            },
            cancellationToken);

    public Task<DescribeTaskQueueResponse> DescribeTaskQueueAsync(
        DescribeTaskQueueRequest request, CancellationToken cancellationToken = default)
    {
        var name = request.TaskQueue?.Name;
        return string.IsNullOrEmpty(name)
            ? throw Errors.Invalid("TaskQueue is not set on request.")
            : CallAsync(
                request.Namespace,
                () => request.TaskQueueType == TaskQueueType.Activity
                    ? Describe(core.ActivityQueues.Find(name))
                    : Describe(core.WorkflowQueues.Find(name)),
                cancellationToken);
    }

    private DescribeTaskQueueResponse Describe<TResponse>(TaskQueue<TResponse>? queue)
    {
        var response = new DescribeTaskQueueResponse { Stats = new() { ApproximateBacklogCount = queue?.Backlog ?? 0 } };
        if (queue is not null)
        {
            response.Pollers.AddRange(queue.LastPolls
                .Where(p => core.NowTicks - p.Value <= PollerMemory.Ticks)
                .OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => new PollerInfo { Identity = p.Key, LastAccessTime = p.Value.ToTimestamp() }));
        }

        return response;
    }
}
