using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>Answers for activities that are known by their ids instead of a token.</summary>
internal sealed partial class WorkflowCalls
{
    public Task<RespondActivityTaskCompletedByIdResponse> RespondActivityTaskCompletedByIdAsync(
        RespondActivityTaskCompletedByIdRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                var activity = core.ActivityTasks.RequireStarted(Execution(request.WorkflowId, request.RunId), request.ActivityId);
                core.ActivityTasks.Complete(activity, request.Result, request.Identity);
                return new RespondActivityTaskCompletedByIdResponse();
            },
            cancellationToken);

    public Task<RespondActivityTaskFailedByIdResponse> RespondActivityTaskFailedByIdAsync(
        RespondActivityTaskFailedByIdRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                var activity = core.ActivityTasks.RequireStarted(Execution(request.WorkflowId, request.RunId), request.ActivityId);
                core.ActivityTasks.Fail(activity, request.Failure, request.LastHeartbeatDetails, request.Identity);
                return new RespondActivityTaskFailedByIdResponse();
            },
            cancellationToken);

    public Task<RespondActivityTaskCanceledByIdResponse> RespondActivityTaskCanceledByIdAsync(
        RespondActivityTaskCanceledByIdRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                var activity = core.ActivityTasks.RequireStarted(Execution(request.WorkflowId, request.RunId), request.ActivityId);
                core.ActivityTasks.Cancel(activity, request.Details, request.Identity);
                return new RespondActivityTaskCanceledByIdResponse();
            },
            cancellationToken);

    public Task<RecordActivityTaskHeartbeatByIdResponse> RecordActivityTaskHeartbeatByIdAsync(
        RecordActivityTaskHeartbeatByIdRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                var activity = core.ActivityTasks.RequireStarted(Execution(request.WorkflowId, request.RunId), request.ActivityId);
                return new RecordActivityTaskHeartbeatByIdResponse { CancelRequested = core.ActivityTasks.Heartbeat(activity, request.Details) };
            },
            cancellationToken);

    private static WorkflowExecution Execution(string workflowId, string runId) => new() { WorkflowId = workflowId, RunId = runId };
}
