using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>Schedules.</summary>
internal sealed partial class WorkflowCalls
{
    public Task<CreateScheduleResponse> CreateScheduleAsync(CreateScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Schedules.Create(request), cancellationToken);

    public Task<DescribeScheduleResponse> DescribeScheduleAsync(
        DescribeScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Schedules.Describe(request.ScheduleId), cancellationToken);

    public Task<UpdateScheduleResponse> UpdateScheduleAsync(UpdateScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.Schedules.Update(request);
                return new UpdateScheduleResponse();
            },
            cancellationToken);

    public Task<PatchScheduleResponse> PatchScheduleAsync(PatchScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.Schedules.Patch(request);
                return new PatchScheduleResponse();
            },
            cancellationToken);

    public Task<ListScheduleMatchingTimesResponse> ListScheduleMatchingTimesAsync(
        ListScheduleMatchingTimesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Schedules.MatchingTimes(request), cancellationToken);

    public Task<DeleteScheduleResponse> DeleteScheduleAsync(DeleteScheduleRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.Schedules.Delete(request.ScheduleId);
                return new DeleteScheduleResponse();
            },
            cancellationToken);

    public Task<ListSchedulesResponse> ListSchedulesAsync(ListSchedulesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Schedules.List(request), cancellationToken);
}
