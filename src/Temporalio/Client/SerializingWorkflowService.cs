using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>
/// Puts the bytes of the wire between two ends in one process: every request and answer is serialised and parsed anew, so neither end can
/// hold on to the other's objects, and what does not survive serialisation shows up here first.
/// </summary>
public sealed class SerializingWorkflowService(IWorkflowService inner) : IWorkflowService
{
    public Task<StartWorkflowExecutionResponse> StartWorkflowExecutionAsync(
        StartWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.StartWorkflowExecutionAsync, request, StartWorkflowExecutionRequest.Parser, StartWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<SignalWorkflowExecutionResponse> SignalWorkflowExecutionAsync(
        SignalWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.SignalWorkflowExecutionAsync, request, SignalWorkflowExecutionRequest.Parser, SignalWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<QueryWorkflowResponse> QueryWorkflowAsync(
        QueryWorkflowRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.QueryWorkflowAsync, request, QueryWorkflowRequest.Parser, QueryWorkflowResponse.Parser, cancellationToken);

    public Task<RequestCancelWorkflowExecutionResponse> RequestCancelWorkflowExecutionAsync(
        RequestCancelWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RequestCancelWorkflowExecutionAsync, request, RequestCancelWorkflowExecutionRequest.Parser, RequestCancelWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<TerminateWorkflowExecutionResponse> TerminateWorkflowExecutionAsync(
        TerminateWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.TerminateWorkflowExecutionAsync, request, TerminateWorkflowExecutionRequest.Parser, TerminateWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<DescribeWorkflowExecutionResponse> DescribeWorkflowExecutionAsync(
        DescribeWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.DescribeWorkflowExecutionAsync, request, DescribeWorkflowExecutionRequest.Parser, DescribeWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<ListWorkflowExecutionsResponse> ListWorkflowExecutionsAsync(
        ListWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ListWorkflowExecutionsAsync, request, ListWorkflowExecutionsRequest.Parser, ListWorkflowExecutionsResponse.Parser, cancellationToken);

    public Task<GetWorkflowExecutionHistoryResponse> GetWorkflowExecutionHistoryAsync(
        GetWorkflowExecutionHistoryRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.GetWorkflowExecutionHistoryAsync, request, GetWorkflowExecutionHistoryRequest.Parser, GetWorkflowExecutionHistoryResponse.Parser, cancellationToken);

    public Task<PollWorkflowTaskQueueResponse> PollWorkflowTaskQueueAsync(
        PollWorkflowTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.PollWorkflowTaskQueueAsync, request, PollWorkflowTaskQueueRequest.Parser, PollWorkflowTaskQueueResponse.Parser, cancellationToken);

    public Task<RespondWorkflowTaskCompletedResponse> RespondWorkflowTaskCompletedAsync(
        RespondWorkflowTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondWorkflowTaskCompletedAsync, request, RespondWorkflowTaskCompletedRequest.Parser, RespondWorkflowTaskCompletedResponse.Parser, cancellationToken);

    public Task<RespondWorkflowTaskFailedResponse> RespondWorkflowTaskFailedAsync(
        RespondWorkflowTaskFailedRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondWorkflowTaskFailedAsync, request, RespondWorkflowTaskFailedRequest.Parser, RespondWorkflowTaskFailedResponse.Parser, cancellationToken);

    public Task<RespondQueryTaskCompletedResponse> RespondQueryTaskCompletedAsync(
        RespondQueryTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondQueryTaskCompletedAsync, request, RespondQueryTaskCompletedRequest.Parser, RespondQueryTaskCompletedResponse.Parser, cancellationToken);

    public Task<PollActivityTaskQueueResponse> PollActivityTaskQueueAsync(
        PollActivityTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.PollActivityTaskQueueAsync, request, PollActivityTaskQueueRequest.Parser, PollActivityTaskQueueResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskCompletedResponse> RespondActivityTaskCompletedAsync(
        RespondActivityTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondActivityTaskCompletedAsync, request, RespondActivityTaskCompletedRequest.Parser, RespondActivityTaskCompletedResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskFailedResponse> RespondActivityTaskFailedAsync(
        RespondActivityTaskFailedRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondActivityTaskFailedAsync, request, RespondActivityTaskFailedRequest.Parser, RespondActivityTaskFailedResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskCanceledResponse> RespondActivityTaskCanceledAsync(
        RespondActivityTaskCanceledRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondActivityTaskCanceledAsync, request, RespondActivityTaskCanceledRequest.Parser, RespondActivityTaskCanceledResponse.Parser, cancellationToken);

    public Task<RecordActivityTaskHeartbeatResponse> RecordActivityTaskHeartbeatAsync(
        RecordActivityTaskHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RecordActivityTaskHeartbeatAsync, request, RecordActivityTaskHeartbeatRequest.Parser, RecordActivityTaskHeartbeatResponse.Parser, cancellationToken);

    public Task<GetSystemInfoResponse> GetSystemInfoAsync(
        GetSystemInfoRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.GetSystemInfoAsync, request, GetSystemInfoRequest.Parser, GetSystemInfoResponse.Parser, cancellationToken);

    public Task<DescribeNamespaceResponse> DescribeNamespaceAsync(
        DescribeNamespaceRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.DescribeNamespaceAsync, request, DescribeNamespaceRequest.Parser, DescribeNamespaceResponse.Parser, cancellationToken);

    public Task<UpdateWorkflowExecutionResponse> UpdateWorkflowExecutionAsync(
        UpdateWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.UpdateWorkflowExecutionAsync, request, UpdateWorkflowExecutionRequest.Parser, UpdateWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<PollWorkflowExecutionUpdateResponse> PollWorkflowExecutionUpdateAsync(
        PollWorkflowExecutionUpdateRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.PollWorkflowExecutionUpdateAsync, request, PollWorkflowExecutionUpdateRequest.Parser, PollWorkflowExecutionUpdateResponse.Parser, cancellationToken);

    public Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartWorkflowExecutionAsync(
        SignalWithStartWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.SignalWithStartWorkflowExecutionAsync, request, SignalWithStartWorkflowExecutionRequest.Parser, SignalWithStartWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<ExecuteMultiOperationResponse> ExecuteMultiOperationAsync(
        ExecuteMultiOperationRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ExecuteMultiOperationAsync, request, ExecuteMultiOperationRequest.Parser, ExecuteMultiOperationResponse.Parser, cancellationToken);

    public Task<CountWorkflowExecutionsResponse> CountWorkflowExecutionsAsync(
        CountWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.CountWorkflowExecutionsAsync, request, CountWorkflowExecutionsRequest.Parser, CountWorkflowExecutionsResponse.Parser, cancellationToken);

    public Task<ListOpenWorkflowExecutionsResponse> ListOpenWorkflowExecutionsAsync(
        ListOpenWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ListOpenWorkflowExecutionsAsync, request, ListOpenWorkflowExecutionsRequest.Parser, ListOpenWorkflowExecutionsResponse.Parser, cancellationToken);

    public Task<ListClosedWorkflowExecutionsResponse> ListClosedWorkflowExecutionsAsync(
        ListClosedWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ListClosedWorkflowExecutionsAsync, request, ListClosedWorkflowExecutionsRequest.Parser, ListClosedWorkflowExecutionsResponse.Parser, cancellationToken);

    public Task<ResetWorkflowExecutionResponse> ResetWorkflowExecutionAsync(
        ResetWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ResetWorkflowExecutionAsync, request, ResetWorkflowExecutionRequest.Parser, ResetWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<GetWorkflowExecutionHistoryReverseResponse> GetWorkflowExecutionHistoryReverseAsync(
        GetWorkflowExecutionHistoryReverseRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.GetWorkflowExecutionHistoryReverseAsync, request, GetWorkflowExecutionHistoryReverseRequest.Parser, GetWorkflowExecutionHistoryReverseResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskCompletedByIdResponse> RespondActivityTaskCompletedByIdAsync(
        RespondActivityTaskCompletedByIdRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondActivityTaskCompletedByIdAsync, request, RespondActivityTaskCompletedByIdRequest.Parser, RespondActivityTaskCompletedByIdResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskFailedByIdResponse> RespondActivityTaskFailedByIdAsync(
        RespondActivityTaskFailedByIdRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondActivityTaskFailedByIdAsync, request, RespondActivityTaskFailedByIdRequest.Parser, RespondActivityTaskFailedByIdResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskCanceledByIdResponse> RespondActivityTaskCanceledByIdAsync(
        RespondActivityTaskCanceledByIdRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RespondActivityTaskCanceledByIdAsync, request, RespondActivityTaskCanceledByIdRequest.Parser, RespondActivityTaskCanceledByIdResponse.Parser, cancellationToken);

    public Task<RecordActivityTaskHeartbeatByIdResponse> RecordActivityTaskHeartbeatByIdAsync(
        RecordActivityTaskHeartbeatByIdRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RecordActivityTaskHeartbeatByIdAsync, request, RecordActivityTaskHeartbeatByIdRequest.Parser, RecordActivityTaskHeartbeatByIdResponse.Parser, cancellationToken);

    public Task<ResetStickyTaskQueueResponse> ResetStickyTaskQueueAsync(
        ResetStickyTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ResetStickyTaskQueueAsync, request, ResetStickyTaskQueueRequest.Parser, ResetStickyTaskQueueResponse.Parser, cancellationToken);

    public Task<ShutdownWorkerResponse> ShutdownWorkerAsync(
        ShutdownWorkerRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ShutdownWorkerAsync, request, ShutdownWorkerRequest.Parser, ShutdownWorkerResponse.Parser, cancellationToken);

    public Task<DescribeTaskQueueResponse> DescribeTaskQueueAsync(
        DescribeTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.DescribeTaskQueueAsync, request, DescribeTaskQueueRequest.Parser, DescribeTaskQueueResponse.Parser, cancellationToken);

    public Task<CreateScheduleResponse> CreateScheduleAsync(
        CreateScheduleRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.CreateScheduleAsync, request, CreateScheduleRequest.Parser, CreateScheduleResponse.Parser, cancellationToken);

    public Task<DescribeScheduleResponse> DescribeScheduleAsync(
        DescribeScheduleRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.DescribeScheduleAsync, request, DescribeScheduleRequest.Parser, DescribeScheduleResponse.Parser, cancellationToken);

    public Task<UpdateScheduleResponse> UpdateScheduleAsync(
        UpdateScheduleRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.UpdateScheduleAsync, request, UpdateScheduleRequest.Parser, UpdateScheduleResponse.Parser, cancellationToken);

    public Task<PatchScheduleResponse> PatchScheduleAsync(
        PatchScheduleRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.PatchScheduleAsync, request, PatchScheduleRequest.Parser, PatchScheduleResponse.Parser, cancellationToken);

    public Task<ListScheduleMatchingTimesResponse> ListScheduleMatchingTimesAsync(
        ListScheduleMatchingTimesRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ListScheduleMatchingTimesAsync, request, ListScheduleMatchingTimesRequest.Parser, ListScheduleMatchingTimesResponse.Parser, cancellationToken);

    public Task<DeleteScheduleResponse> DeleteScheduleAsync(
        DeleteScheduleRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.DeleteScheduleAsync, request, DeleteScheduleRequest.Parser, DeleteScheduleResponse.Parser, cancellationToken);

    public Task<ListSchedulesResponse> ListSchedulesAsync(
        ListSchedulesRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ListSchedulesAsync, request, ListSchedulesRequest.Parser, ListSchedulesResponse.Parser, cancellationToken);

    public Task<GetClusterInfoResponse> GetClusterInfoAsync(
        GetClusterInfoRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.GetClusterInfoAsync, request, GetClusterInfoRequest.Parser, GetClusterInfoResponse.Parser, cancellationToken);

    public Task<ListNamespacesResponse> ListNamespacesAsync(
        ListNamespacesRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ListNamespacesAsync, request, ListNamespacesRequest.Parser, ListNamespacesResponse.Parser, cancellationToken);

    public Task<RegisterNamespaceResponse> RegisterNamespaceAsync(
        RegisterNamespaceRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RegisterNamespaceAsync, request, RegisterNamespaceRequest.Parser, RegisterNamespaceResponse.Parser, cancellationToken);
}
