using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Assay.EmbeddedEngine.Calls;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Client and worker at the level of single calls, so that a test decides on every message.</summary>
internal sealed class RawClient(IWorkflowService service)
{
    public const string Queue = "work";
    public const string Sticky = "work-sticky";
    private const string Namespace = "default";

    // Far above what a call takes: it ends a test that would hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public IWorkflowService Service => service;

    public async Task<string> StartAsync(string workflowId, Action<StartWorkflowExecutionRequest>? change = null) =>
        (await StartWithAnswerAsync(workflowId, change)).RunId;

    public Task<StartWorkflowExecutionResponse> StartWithAnswerAsync(string workflowId, Action<StartWorkflowExecutionRequest>? change = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowId = workflowId,
            WorkflowType = new() { Name = "Flow" },
            TaskQueue = new() { Name = Queue },
            RequestId = Guid.NewGuid().ToString(),
            Identity = "client",
        };
        change?.Invoke(request);
        return service.StartWorkflowExecutionAsync(request).WaitAsync(Patience);
    }

    public Task<PollWorkflowTaskQueueResponse> PollWorkflowAsync(CancellationToken cancellationToken) => PollWorkflowAsync(Queue, cancellationToken);

    public Task<PollWorkflowTaskQueueResponse> PollWorkflowAsync(string queue = Queue, CancellationToken cancellationToken = default) =>
        service.PollWorkflowTaskQueueAsync(
            new() { Namespace = Namespace, TaskQueue = new() { Name = queue }, Identity = "worker" }, cancellationToken).WaitAsync(Patience, CancellationToken.None);

    public Task<PollActivityTaskQueueResponse> PollActivityAsync(CancellationToken cancellationToken = default) =>
        service.PollActivityTaskQueueAsync(
            new() { Namespace = Namespace, TaskQueue = new() { Name = Queue }, Identity = "worker" }, cancellationToken).WaitAsync(Patience, CancellationToken.None);

    public Task<RespondWorkflowTaskCompletedResponse> CompleteTaskAsync(ByteString token, params Command[] commands) =>
        CompleteTaskAsync(token, _ => { }, commands);

    public Task<RespondWorkflowTaskCompletedResponse> CompleteTaskAsync(
        ByteString token, Action<RespondWorkflowTaskCompletedRequest> change, params Command[] commands)
    {
        var request = new RespondWorkflowTaskCompletedRequest { Namespace = Namespace, TaskToken = token, Identity = "worker" };
        request.Commands.AddRange(commands);
        change(request);
        return service.RespondWorkflowTaskCompletedAsync(request).WaitAsync(Patience);
    }

    /// <summary>Polls for the next workflow task and answers it.</summary>
    public async Task<PollWorkflowTaskQueueResponse> StepAsync(params Command[] commands)
    {
        var task = await PollWorkflowAsync();
        await CompleteTaskAsync(task.TaskToken, commands);
        return task;
    }

    public Task FailTaskAsync(ByteString token, string message = "broken") => service.RespondWorkflowTaskFailedAsync(new()
    {
        Namespace = Namespace,
        TaskToken = token,
        Cause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
        Failure = Commands.Application(message),
        Identity = "worker",
    }).WaitAsync(Patience);

    public Task CompleteActivityAsync(ByteString token, string result = "ok") => service.RespondActivityTaskCompletedAsync(
        new() { Namespace = Namespace, TaskToken = token, Result = Commands.Text(result), Identity = "worker" }).WaitAsync(Patience);

    public Task FailActivityAsync(ByteString token, Failure failure) => service.RespondActivityTaskFailedAsync(
        new() { Namespace = Namespace, TaskToken = token, Failure = failure, Identity = "worker" }).WaitAsync(Patience);

    public Task CancelActivityAsync(ByteString token) => service.RespondActivityTaskCanceledAsync(
        new() { Namespace = Namespace, TaskToken = token, Details = Commands.Text("stopped"), Identity = "worker" }).WaitAsync(Patience);

    public async Task<bool> HeartbeatAsync(ByteString token, string details) => (await service.RecordActivityTaskHeartbeatAsync(
        new() { Namespace = Namespace, TaskToken = token, Details = Commands.Text(details) }).WaitAsync(Patience)).CancelRequested;

    public Task SignalAsync(string workflowId, string signal, string requestId = "") => service.SignalWorkflowExecutionAsync(new()
    {
        Namespace = Namespace,
        WorkflowExecution = new() { WorkflowId = workflowId },
        SignalName = signal,
        Input = Commands.Text(signal),
        RequestId = requestId,
    }).WaitAsync(Patience);

    public Task RequestCancelAsync(string workflowId) => service.RequestCancelWorkflowExecutionAsync(
        new() { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = workflowId }, Reason = "enough" }).WaitAsync(Patience);

    public Task TerminateAsync(string workflowId) => service.TerminateWorkflowExecutionAsync(
        new() { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = workflowId }, Reason = "enough" }).WaitAsync(Patience);

    public Task<QueryWorkflowResponse> QueryAsync(string workflowId, QueryRejectCondition reject = QueryRejectCondition.None) =>
        service.QueryWorkflowAsync(new()
        {
            Namespace = Namespace,
            Execution = new() { WorkflowId = workflowId },
            Query = new() { QueryType = "state" },
            QueryRejectCondition = reject,
        }).WaitAsync(Patience);

    public Task AnswerQueryAsync(ByteString token, string answer) => service.RespondQueryTaskCompletedAsync(new()
    {
        Namespace = Namespace,
        TaskToken = token,
        CompletedType = QueryResultType.Answered,
        QueryResult = Commands.Text(answer),
    }).WaitAsync(Patience);

    /// <summary>A call that changes nothing: whatever was sent before it has been dealt with when it returns.</summary>
    public Task DescribeNamespaceForOrderAsync() =>
        service.DescribeNamespaceAsync(new() { Namespace = Namespace }).WaitAsync(Patience);

    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(string workflowId, string runId = "") =>
        service.DescribeWorkflowExecutionAsync(
            new() { Namespace = Namespace, Execution = new() { WorkflowId = workflowId, RunId = runId } }).WaitAsync(Patience);

    public async Task<WorkflowExecutionStatus> StatusAsync(string workflowId, string runId = "") =>
        (await DescribeAsync(workflowId, runId)).WorkflowExecutionInfo.Status;

    public Task<ListWorkflowExecutionsResponse> ListAsync(string query, int pageSize = 0, ByteString? pageToken = null) =>
        service.ListWorkflowExecutionsAsync(
            new() { Namespace = Namespace, Query = query, PageSize = pageSize, NextPageToken = pageToken ?? ByteString.Empty }).WaitAsync(Patience);

    public Task<GetWorkflowExecutionHistoryResponse> HistoryPageAsync(
        string workflowId, Action<GetWorkflowExecutionHistoryRequest> change, CancellationToken cancellationToken = default)
    {
        var request = new GetWorkflowExecutionHistoryRequest { Namespace = Namespace, Execution = new() { WorkflowId = workflowId } };
        change(request);
        return service.GetWorkflowExecutionHistoryAsync(request, cancellationToken).WaitAsync(Patience, CancellationToken.None);
    }

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string workflowId, string runId = "")
    {
        var events = new List<HistoryEvent>();
        var token = ByteString.Empty;
        do
        {
            var page = await HistoryPageAsync(workflowId, r => (r.Execution.RunId, r.NextPageToken) = (runId, token));
            events.AddRange(page.History.Events);
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        return events;
    }

    public async Task<string[]> EventTypesAsync(string workflowId, string runId = "") =>
        [.. (await HistoryAsync(workflowId, runId)).Select(e => e.EventType.ToString())];

    /// <summary>Waits for the end of a workflow and gives its last event.</summary>
    public async Task<HistoryEvent> EndAsync(string workflowId, string runId = "")
    {
        var page = await HistoryPageAsync(workflowId, r =>
        {
            r.Execution = new() { WorkflowId = workflowId, RunId = runId };
            r.WaitNewEvent = true;
            r.HistoryEventFilterType = HistoryEventFilterType.CloseEvent;
        });
        return page.History.Events.ShouldHaveSingleItem();
    }
}
