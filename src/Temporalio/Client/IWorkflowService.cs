using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>
/// The calls of Temporal's WorkflowService that clients and workers here use, with Temporal's own messages. Implemented in-process by the
/// embedded service. Every method throws <see cref="Temporalio.Exceptions.RpcException"/> for a status other than OK and
/// <see cref="OperationCanceledException"/> when its token is cancelled.
/// </summary>
public interface IWorkflowService
{
    Task<StartWorkflowExecutionResponse> StartWorkflowExecutionAsync(StartWorkflowExecutionRequest request, CancellationToken cancellationToken = default);

    Task<SignalWorkflowExecutionResponse> SignalWorkflowExecutionAsync(SignalWorkflowExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Waits until a worker has answered the query.</summary>
    Task<QueryWorkflowResponse> QueryWorkflowAsync(QueryWorkflowRequest request, CancellationToken cancellationToken = default);

    Task<RequestCancelWorkflowExecutionResponse> RequestCancelWorkflowExecutionAsync(RequestCancelWorkflowExecutionRequest request, CancellationToken cancellationToken = default);

    Task<TerminateWorkflowExecutionResponse> TerminateWorkflowExecutionAsync(TerminateWorkflowExecutionRequest request, CancellationToken cancellationToken = default);

    Task<DescribeWorkflowExecutionResponse> DescribeWorkflowExecutionAsync(DescribeWorkflowExecutionRequest request, CancellationToken cancellationToken = default);

    Task<ListWorkflowExecutionsResponse> ListWorkflowExecutionsAsync(ListWorkflowExecutionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>A page of events; with <c>wait_new_event</c> a long poll for the next ones.</summary>
    Task<GetWorkflowExecutionHistoryResponse> GetWorkflowExecutionHistoryAsync(GetWorkflowExecutionHistoryRequest request, CancellationToken cancellationToken = default);

    /// <summary>Long poll: an answer with an empty task token means that there was nothing to do.</summary>
    Task<PollWorkflowTaskQueueResponse> PollWorkflowTaskQueueAsync(PollWorkflowTaskQueueRequest request, CancellationToken cancellationToken = default);

    Task<RespondWorkflowTaskCompletedResponse> RespondWorkflowTaskCompletedAsync(RespondWorkflowTaskCompletedRequest request, CancellationToken cancellationToken = default);

    Task<RespondWorkflowTaskFailedResponse> RespondWorkflowTaskFailedAsync(RespondWorkflowTaskFailedRequest request, CancellationToken cancellationToken = default);

    Task<RespondQueryTaskCompletedResponse> RespondQueryTaskCompletedAsync(RespondQueryTaskCompletedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Long poll: an answer with an empty task token means that there was nothing to do.</summary>
    Task<PollActivityTaskQueueResponse> PollActivityTaskQueueAsync(PollActivityTaskQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Answered after the completion is durable.</summary>
    Task<RespondActivityTaskCompletedResponse> RespondActivityTaskCompletedAsync(RespondActivityTaskCompletedRequest request, CancellationToken cancellationToken = default);

    Task<RespondActivityTaskFailedResponse> RespondActivityTaskFailedAsync(RespondActivityTaskFailedRequest request, CancellationToken cancellationToken = default);

    Task<RespondActivityTaskCanceledResponse> RespondActivityTaskCanceledAsync(RespondActivityTaskCanceledRequest request, CancellationToken cancellationToken = default);

    Task<RecordActivityTaskHeartbeatResponse> RecordActivityTaskHeartbeatAsync(RecordActivityTaskHeartbeatRequest request, CancellationToken cancellationToken = default);

    Task<GetSystemInfoResponse> GetSystemInfoAsync(GetSystemInfoRequest request, CancellationToken cancellationToken = default);

    Task<DescribeNamespaceResponse> DescribeNamespaceAsync(DescribeNamespaceRequest request, CancellationToken cancellationToken = default);
}
