using Grpc.Core;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>
/// The calls of Temporal's WorkflowService that the engine answers, with Temporal's own messages. Every method throws
/// <see cref="RpcException"/> for a status other than OK, and <see cref="OperationCanceledException"/> when its token is cancelled.
/// </summary>
internal interface IWorkflowService
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

    /// <summary>Answered once the update has reached the stage of the wait policy, or with the stage reached when the service ends the wait.</summary>
    Task<UpdateWorkflowExecutionResponse> UpdateWorkflowExecutionAsync(UpdateWorkflowExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Long poll for an update's stage; an answer with an earlier stage means: ask again.</summary>
    Task<PollWorkflowExecutionUpdateResponse> PollWorkflowExecutionUpdateAsync(PollWorkflowExecutionUpdateRequest request, CancellationToken cancellationToken = default);

    /// <summary>Signals the running workflow of that id, or starts one whose history begins with the signal.</summary>
    Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartWorkflowExecutionAsync(SignalWithStartWorkflowExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Start and update in one call.</summary>
    Task<ExecuteMultiOperationResponse> ExecuteMultiOperationAsync(ExecuteMultiOperationRequest request, CancellationToken cancellationToken = default);

    Task<CountWorkflowExecutionsResponse> CountWorkflowExecutionsAsync(CountWorkflowExecutionsRequest request, CancellationToken cancellationToken = default);

    Task<ListOpenWorkflowExecutionsResponse> ListOpenWorkflowExecutionsAsync(ListOpenWorkflowExecutionsRequest request, CancellationToken cancellationToken = default);

    Task<ListClosedWorkflowExecutionsResponse> ListClosedWorkflowExecutionsAsync(ListClosedWorkflowExecutionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends the run and goes on from one of its completed workflow tasks in a new one.</summary>
    Task<ResetWorkflowExecutionResponse> ResetWorkflowExecutionAsync(ResetWorkflowExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>A page of events, the latest first.</summary>
    Task<GetWorkflowExecutionHistoryReverseResponse> GetWorkflowExecutionHistoryReverseAsync(GetWorkflowExecutionHistoryReverseRequest request, CancellationToken cancellationToken = default);

    Task<RespondActivityTaskCompletedByIdResponse> RespondActivityTaskCompletedByIdAsync(RespondActivityTaskCompletedByIdRequest request, CancellationToken cancellationToken = default);

    Task<RespondActivityTaskFailedByIdResponse> RespondActivityTaskFailedByIdAsync(RespondActivityTaskFailedByIdRequest request, CancellationToken cancellationToken = default);

    Task<RespondActivityTaskCanceledByIdResponse> RespondActivityTaskCanceledByIdAsync(RespondActivityTaskCanceledByIdRequest request, CancellationToken cancellationToken = default);

    Task<RecordActivityTaskHeartbeatByIdResponse> RecordActivityTaskHeartbeatByIdAsync(RecordActivityTaskHeartbeatByIdRequest request, CancellationToken cancellationToken = default);

    Task<ResetStickyTaskQueueResponse> ResetStickyTaskQueueAsync(ResetStickyTaskQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells that a worker ends: its sticky queue is given up.</summary>
    Task<ShutdownWorkerResponse> ShutdownWorkerAsync(ShutdownWorkerRequest request, CancellationToken cancellationToken = default);

    Task<DescribeTaskQueueResponse> DescribeTaskQueueAsync(DescribeTaskQueueRequest request, CancellationToken cancellationToken = default);

    Task<CreateScheduleResponse> CreateScheduleAsync(CreateScheduleRequest request, CancellationToken cancellationToken = default);

    Task<DescribeScheduleResponse> DescribeScheduleAsync(DescribeScheduleRequest request, CancellationToken cancellationToken = default);

    Task<UpdateScheduleResponse> UpdateScheduleAsync(UpdateScheduleRequest request, CancellationToken cancellationToken = default);

    /// <summary>Trigger, backfill, pause, unpause.</summary>
    Task<PatchScheduleResponse> PatchScheduleAsync(PatchScheduleRequest request, CancellationToken cancellationToken = default);

    Task<ListScheduleMatchingTimesResponse> ListScheduleMatchingTimesAsync(ListScheduleMatchingTimesRequest request, CancellationToken cancellationToken = default);

    Task<DeleteScheduleResponse> DeleteScheduleAsync(DeleteScheduleRequest request, CancellationToken cancellationToken = default);

    Task<ListSchedulesResponse> ListSchedulesAsync(ListSchedulesRequest request, CancellationToken cancellationToken = default);

    Task<GetClusterInfoResponse> GetClusterInfoAsync(GetClusterInfoRequest request, CancellationToken cancellationToken = default);

    Task<ListNamespacesResponse> ListNamespacesAsync(ListNamespacesRequest request, CancellationToken cancellationToken = default);

    Task<RegisterNamespaceResponse> RegisterNamespaceAsync(RegisterNamespaceRequest request, CancellationToken cancellationToken = default);
}
