using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Runs;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>Checks each request and carries it to the commit loop.</summary>
/// <param name="core">The state.</param>
/// <param name="loop">The thread that touches it.</param>
/// <param name="longest">After which long polls answer empty; null lets them wait.</param>
internal sealed partial class WorkflowCalls(ServiceCore core, CommitLoop loop, TimeSpan? longest = null) : IWorkflowService
{
    private const string ServerVersion = "1.29.0";

    public Task<StartWorkflowExecutionResponse> StartWorkflowExecutionAsync(
        StartWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => WorkflowStarter.Start(core, request), cancellationToken);

    public Task<SignalWorkflowExecutionResponse> SignalWorkflowExecutionAsync(
        SignalWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                if (request.SignalName.Length == 0)
                {
                    throw Errors.Invalid("SignalName is not set on request.");
                }

                core.Lifecycle.Signal(core.RequireOpen(request.WorkflowExecution), new()
                {
                    SignalName = request.SignalName,
                    Input = request.Input,
                    Identity = request.Identity,
                    Header = request.Header,
                    RequestId = request.RequestId,
                });
                return new SignalWorkflowExecutionResponse();
            },
            cancellationToken);

    public async Task<QueryWorkflowResponse> QueryWorkflowAsync(
        QueryWorkflowRequest request, CancellationToken cancellationToken = default)
    {
        var query = await CallAsync(request.Namespace, () => core.Queries.Ask(request), cancellationToken);
        await using var registration = cancellationToken.Register(() =>
        {
            if (query.Caller.TryCancel(cancellationToken))
            {
                loop.Post(() => core.Queries.Forget(query));
            }
        });
        return await query.Caller.Task;
    }

    public Task<RequestCancelWorkflowExecutionResponse> RequestCancelWorkflowExecutionAsync(
        RequestCancelWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                var run = RequireOpen(request.WorkflowExecution, request.FirstExecutionRunId);
                core.Lifecycle.RequestCancel(run, new() { Cause = request.Reason, Identity = request.Identity });
                return new RequestCancelWorkflowExecutionResponse();
            },
            cancellationToken);

    public Task<TerminateWorkflowExecutionResponse> TerminateWorkflowExecutionAsync(
        TerminateWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                var run = RequireOpen(request.WorkflowExecution, request.FirstExecutionRunId);
                core.Lifecycle.Terminate(run, request.Reason, request.Details, request.Identity);
                return new TerminateWorkflowExecutionResponse();
            },
            cancellationToken);

    public Task<DescribeWorkflowExecutionResponse> DescribeWorkflowExecutionAsync(
        DescribeWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Inspection.Describe(request), cancellationToken);

    public Task<ListWorkflowExecutionsResponse> ListWorkflowExecutionsAsync(
        ListWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Listing.List(request.Query, request.PageSize, request.NextPageToken), cancellationToken);

    public async Task<GetWorkflowExecutionHistoryResponse> GetWorkflowExecutionHistoryAsync(
        GetWorkflowExecutionHistoryRequest request, CancellationToken cancellationToken = default)
    {
        var poller = new Poller<GetWorkflowExecutionHistoryResponse>("");
        CheckNamespace(request.Namespace);
        return await WaitAsync(
            poller,
            () => core.Histories.Get(request, poller),
            () => core.Histories.Forget(poller),
            () => loop.RunAsync(() => core.Histories.Nothing(request)),
            cancellationToken);
    }

    public Task<PollWorkflowTaskQueueResponse> PollWorkflowTaskQueueAsync(
        PollWorkflowTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        PollAsync(core.WorkflowQueues, request.Namespace, request.TaskQueue?.Name, request.Identity, cancellationToken);

    public Task<RespondWorkflowTaskCompletedResponse> RespondWorkflowTaskCompletedAsync(
        RespondWorkflowTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.WorkflowTasks.Complete(request), cancellationToken);

    public Task<RespondWorkflowTaskFailedResponse> RespondWorkflowTaskFailedAsync(
        RespondWorkflowTaskFailedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                var run = core.WorkflowTasks.RequireStarted(request.TaskToken);
                core.WorkflowTasks.Fail(run, request.Cause, request.Failure, request.Identity);
                return new RespondWorkflowTaskFailedResponse();
            },
            cancellationToken);

    public Task<RespondQueryTaskCompletedResponse> RespondQueryTaskCompletedAsync(
        RespondQueryTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.Queries.TakeAnswer(request);
                return new RespondQueryTaskCompletedResponse();
            },
            cancellationToken);

    public Task<PollActivityTaskQueueResponse> PollActivityTaskQueueAsync(
        PollActivityTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        PollAsync(core.ActivityQueues, request.Namespace, request.TaskQueue?.Name, request.Identity, cancellationToken);

    public Task<RespondActivityTaskCompletedResponse> RespondActivityTaskCompletedAsync(
        RespondActivityTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.ActivityTasks.Complete(core.ActivityTasks.RequireStarted(request.TaskToken), request.Result, request.Identity);
                return new RespondActivityTaskCompletedResponse();
            },
            cancellationToken);

    public Task<RespondActivityTaskFailedResponse> RespondActivityTaskFailedAsync(
        RespondActivityTaskFailedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.ActivityTasks.Fail(
                    core.ActivityTasks.RequireStarted(request.TaskToken),
                    request.Failure,
                    request.LastHeartbeatDetails,
                    request.Identity);
                return new RespondActivityTaskFailedResponse();
            },
            cancellationToken);

    public Task<RespondActivityTaskCanceledResponse> RespondActivityTaskCanceledAsync(
        RespondActivityTaskCanceledRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.ActivityTasks.Cancel(core.ActivityTasks.RequireStarted(request.TaskToken), request.Details, request.Identity);
                return new RespondActivityTaskCanceledResponse();
            },
            cancellationToken);

    public Task<RecordActivityTaskHeartbeatResponse> RecordActivityTaskHeartbeatAsync(
        RecordActivityTaskHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () => new RecordActivityTaskHeartbeatResponse
            {
                CancelRequested = core.ActivityTasks.Heartbeat(core.ActivityTasks.RequireStarted(request.TaskToken), request.Details),
            },
            cancellationToken);

    public Task<GetSystemInfoResponse> GetSystemInfoAsync(GetSystemInfoRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetSystemInfoResponse
        {
            ServerVersion = ServerVersion,
            Capabilities = new()
            {
                SignalAndQueryHeader = true,
                InternalErrorDifferentiation = true,
                ActivityFailureIncludeHeartbeat = true,
                EncodedFailureAttributes = true,
                SupportsSchedules = true,
                CountGroupByExecutionStatus = true,
                UpsertMemo = true,
                SdkMetadata = true,
            },
        });

    public Task<DescribeNamespaceResponse> DescribeNamespaceAsync(
        DescribeNamespaceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () => new DescribeNamespaceResponse
            {
                NamespaceInfo = new()
                {
                    Name = core.Options.Namespace,
                    Id = "embedded",
                    State = NamespaceState.Registered,
                    Capabilities = new() { SyncUpdate = true, AsyncUpdate = true },
                    SupportsSchedules = true,
                },
                Config = new() { WorkflowExecutionRetentionTtl = core.Options.Retention?.Ticks.ToDuration() },
            },
            cancellationToken);

    private WorkflowRun RequireOpen(Temporalio.Api.Common.V1.WorkflowExecution? execution, string firstRunId)
    {
        var run = core.RequireOpen(execution);
        return firstRunId.Length == 0 || run.Started.FirstExecutionRunId == firstRunId ? run : throw Errors.WorkflowNotFound(run.WorkflowId);
    }

    private void CheckNamespace(string name)
    {
        if (name != core.Options.Namespace)
        {
            throw Errors.NamespaceNotFound(name);
        }
    }

    private Task<T> CallAsync<T>(string name, Func<T> operation, CancellationToken cancellationToken)
    {
        CheckNamespace(name);
        cancellationToken.ThrowIfCancellationRequested();

        // Once accepted, a call runs to its end: a caller that goes away does not undo what it asked for.
        return loop.RunAsync(operation).WaitAsync(cancellationToken);
    }

    private async Task<TResponse> PollAsync<TResponse>(
        TaskQueues<TResponse> queues, string name, string? queue, string identity, CancellationToken cancellationToken)
        where TResponse : new()
    {
        if (string.IsNullOrEmpty(queue))
        {
            throw Errors.Invalid("TaskQueue is not set on request.");
        }

        CheckNamespace(name);
        var poller = new Poller<TResponse>(identity);
        return await WaitAsync(
            poller,
            () =>
            {
                poller.SinceTicks = core.NowTicks;
                queues.Add(queue, poller);
            },
            () => queues.Remove(queue, poller),
            () => Task.FromResult(new TResponse()),
            cancellationToken);
    }

    private async Task<TResponse> WaitAsync<TResponse>(
        Poller<TResponse> poller, Action register, Action forget, Func<Task<TResponse>> empty, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = longest is { } length ? new CancellationTokenSource(length > TimeSpan.Zero ? length : TimeSpan.Zero) : null;
        await using var limited = limit?.Token.Register(() =>
        {
            if (poller.TryCancel(limit.Token))
            {
                loop.Post(forget);
            }
        }) ?? default;
        await using var registration = cancellationToken.Register(() =>
        {
            if (poller.TryCancel(cancellationToken))
            {
                loop.Post(forget);
            }
        });
        try
        {
            var registered = loop.RunAsync(() =>
            {
                register();
                return true;
            });

            // A task may be handed over before the commit that goes with the poll.
            if (await Task.WhenAny(registered, poller.Task) == registered)
            {
                await registered;
            }
        }
        catch (RpcException)
        {
            // It may have been registered before the commit failed; nobody listens to it any more.
            poller.TryTake();
            loop.Post(forget);
            throw;
        }

        try
        {
            return await poller.Task;
        }
        catch (OperationCanceledException end) when (limit is not null && end.CancellationToken == limit.Token)
        {
            return await empty();
        }
    }
}
