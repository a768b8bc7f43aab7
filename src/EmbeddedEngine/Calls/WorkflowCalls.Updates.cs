using Assay.EmbeddedEngine.Dispatch;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>Updates, and the calls that start a workflow together with something else.</summary>
internal sealed partial class WorkflowCalls
{
    public async Task<UpdateWorkflowExecutionResponse> UpdateWorkflowExecutionAsync(
        UpdateWorkflowExecutionRequest request, CancellationToken cancellationToken = default)
    {
        CheckNamespace(request.Namespace);
        request.Request ??= new();
        request.Request.Meta ??= new();
        if (request.Request.Meta.UpdateId.Length == 0)
        {
            request.Request.Meta.UpdateId = Guid.NewGuid().ToString();
        }

        var state = await WaitForUpdateAsync(
            caller => core.Updates.Ask(request, caller), request.WorkflowExecution, request.Request.Meta.UpdateId, cancellationToken);
        return state.ToUpdateResponse();
    }

    public async Task<PollWorkflowExecutionUpdateResponse> PollWorkflowExecutionUpdateAsync(
        PollWorkflowExecutionUpdateRequest request, CancellationToken cancellationToken = default)
    {
        CheckNamespace(request.Namespace);
        var state = await WaitForUpdateAsync(
            caller => core.Updates.Poll(request, caller), request.UpdateRef?.WorkflowExecution, request.UpdateRef?.UpdateId ?? "", cancellationToken);
        return state.ToPollResponse();
    }

    public Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartWorkflowExecutionAsync(
        SignalWithStartWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => WorkflowStarter.SignalWithStart(core, request), cancellationToken);

    public async Task<ExecuteMultiOperationResponse> ExecuteMultiOperationAsync(
        ExecuteMultiOperationRequest request, CancellationToken cancellationToken = default)
    {
        CheckNamespace(request.Namespace);
        var started = new TaskCompletionSource<StartWorkflowExecutionResponse>();
        var update = request.Operations.Count == 2 ? request.Operations[1].UpdateWorkflow : null;
        if (update?.Request is not null)
        {
            update.Request.Meta ??= new();
            update.Request.Meta.UpdateId = update.Request.Meta.UpdateId.Length > 0 ? update.Request.Meta.UpdateId : Guid.NewGuid().ToString();
        }

        var state = await WaitForUpdateAsync(
            caller => started.TrySetResult(UpdateWithStart.Run(core, request, caller)),
            update?.WorkflowExecution,
            update?.Request?.Meta?.UpdateId ?? "",
            cancellationToken);
        return new()
        {
            Responses =
            {
                new ExecuteMultiOperationResponse.Types.Response { StartWorkflow = await started.Task },
                new ExecuteMultiOperationResponse.Types.Response { UpdateWorkflow = state.ToUpdateResponse() },
            },
        };
    }

    private async Task<UpdateState> WaitForUpdateAsync(
        Action<Poller<UpdateState>> ask, WorkflowExecution? execution, string updateId, CancellationToken cancellationToken)
    {
        var caller = new Poller<UpdateState>("");
        return await WaitAsync(
            caller,
            () => ask(caller),
            () => core.Updates.Forget(caller),
            () => loop.RunAsync(() => core.Updates.Look(execution ?? new(), updateId)),
            cancellationToken);
    }
}
