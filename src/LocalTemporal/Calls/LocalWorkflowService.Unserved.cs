using Temporalio.Api.WorkflowService.V1;

namespace LocalTemporal.Calls;

/// <summary>Calls that are known and not served.</summary>
internal sealed partial class LocalWorkflowService
{
    public Task<UpdateWorkflowExecutionResponse> UpdateWorkflowExecutionAsync(
        UpdateWorkflowExecutionRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("UpdateWorkflowExecution");

    public Task<PollWorkflowExecutionUpdateResponse> PollWorkflowExecutionUpdateAsync(
        PollWorkflowExecutionUpdateRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("PollWorkflowExecutionUpdate");

    public Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartWorkflowExecutionAsync(
        SignalWithStartWorkflowExecutionRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("SignalWithStartWorkflowExecution");

    public Task<ExecuteMultiOperationResponse> ExecuteMultiOperationAsync(
        ExecuteMultiOperationRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ExecuteMultiOperation");

    public Task<CountWorkflowExecutionsResponse> CountWorkflowExecutionsAsync(
        CountWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("CountWorkflowExecutions");

    public Task<ListOpenWorkflowExecutionsResponse> ListOpenWorkflowExecutionsAsync(
        ListOpenWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ListOpenWorkflowExecutions");

    public Task<ListClosedWorkflowExecutionsResponse> ListClosedWorkflowExecutionsAsync(
        ListClosedWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ListClosedWorkflowExecutions");

    public Task<ResetWorkflowExecutionResponse> ResetWorkflowExecutionAsync(
        ResetWorkflowExecutionRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ResetWorkflowExecution");

    public Task<GetWorkflowExecutionHistoryReverseResponse> GetWorkflowExecutionHistoryReverseAsync(
        GetWorkflowExecutionHistoryReverseRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("GetWorkflowExecutionHistoryReverse");

    public Task<RespondActivityTaskCompletedByIdResponse> RespondActivityTaskCompletedByIdAsync(
        RespondActivityTaskCompletedByIdRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RespondActivityTaskCompletedById");

    public Task<RespondActivityTaskFailedByIdResponse> RespondActivityTaskFailedByIdAsync(
        RespondActivityTaskFailedByIdRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RespondActivityTaskFailedById");

    public Task<RespondActivityTaskCanceledByIdResponse> RespondActivityTaskCanceledByIdAsync(
        RespondActivityTaskCanceledByIdRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RespondActivityTaskCanceledById");

    public Task<RecordActivityTaskHeartbeatByIdResponse> RecordActivityTaskHeartbeatByIdAsync(
        RecordActivityTaskHeartbeatByIdRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RecordActivityTaskHeartbeatById");

    public Task<ResetStickyTaskQueueResponse> ResetStickyTaskQueueAsync(
        ResetStickyTaskQueueRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ResetStickyTaskQueue");

    public Task<ShutdownWorkerResponse> ShutdownWorkerAsync(
        ShutdownWorkerRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ShutdownWorker");

    public Task<DescribeTaskQueueResponse> DescribeTaskQueueAsync(
        DescribeTaskQueueRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("DescribeTaskQueue");

    public Task<CreateScheduleResponse> CreateScheduleAsync(
        CreateScheduleRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("CreateSchedule");

    public Task<DescribeScheduleResponse> DescribeScheduleAsync(
        DescribeScheduleRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("DescribeSchedule");

    public Task<UpdateScheduleResponse> UpdateScheduleAsync(
        UpdateScheduleRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("UpdateSchedule");

    public Task<PatchScheduleResponse> PatchScheduleAsync(
        PatchScheduleRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("PatchSchedule");

    public Task<ListScheduleMatchingTimesResponse> ListScheduleMatchingTimesAsync(
        ListScheduleMatchingTimesRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ListScheduleMatchingTimes");

    public Task<DeleteScheduleResponse> DeleteScheduleAsync(
        DeleteScheduleRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("DeleteSchedule");

    public Task<ListSchedulesResponse> ListSchedulesAsync(
        ListSchedulesRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ListSchedules");

    public Task<GetClusterInfoResponse> GetClusterInfoAsync(
        GetClusterInfoRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("GetClusterInfo");

    public Task<ListNamespacesResponse> ListNamespacesAsync(
        ListNamespacesRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ListNamespaces");

    public Task<RegisterNamespaceResponse> RegisterNamespaceAsync(
        RegisterNamespaceRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RegisterNamespace");
}
