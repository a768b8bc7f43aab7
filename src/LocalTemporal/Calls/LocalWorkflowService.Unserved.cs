using Temporalio.Api.WorkflowService.V1;

namespace LocalTemporal.Calls;

/// <summary>Calls that are known and not served.</summary>
internal sealed partial class LocalWorkflowService
{
    public Task<ResetWorkflowExecutionResponse> ResetWorkflowExecutionAsync(
        ResetWorkflowExecutionRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ResetWorkflowExecution");

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

    public Task<RegisterNamespaceResponse> RegisterNamespaceAsync(
        RegisterNamespaceRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RegisterNamespace");
}
