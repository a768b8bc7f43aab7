using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Further calls of <see cref="RawClient"/>.</summary>
internal static class RawClientCalls
{
    private const string Namespace = "default";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task<UpdateWorkflowExecutionResponse> UpdateAsync(
        this RawClient client, string workflowId, string updateId, UpdateWorkflowExecutionLifecycleStage until) =>
        client.Service.UpdateWorkflowExecutionAsync(Update(workflowId, updateId, until)).WaitAsync(Patience);

    public static Task<PollWorkflowExecutionUpdateResponse> PollUpdateAsync(this RawClient client, string workflowId, string updateId) =>
        client.Service.PollWorkflowExecutionUpdateAsync(new()
        {
            Namespace = Namespace,
            UpdateRef = new() { WorkflowExecution = new() { WorkflowId = workflowId }, UpdateId = updateId },
            WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        }).WaitAsync(Patience);

    public static Task<ExecuteMultiOperationResponse> UpdateWithStartAsync(this RawClient client, string workflowId, string updateId) =>
        client.Service.ExecuteMultiOperationAsync(new()
        {
            Namespace = Namespace,
            Operations =
            {
                new ExecuteMultiOperationRequest.Types.Operation
                {
                    StartWorkflow = new()
                    {
                        Namespace = Namespace,
                        WorkflowId = workflowId,
                        WorkflowType = new() { Name = "Flow" },
                        TaskQueue = new() { Name = RawClient.Queue },
                        WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
                    },
                },
                new ExecuteMultiOperationRequest.Types.Operation
                {
                    UpdateWorkflow = Update(workflowId, updateId, UpdateWorkflowExecutionLifecycleStage.Completed),
                },
            },
        }).WaitAsync(Patience);

    public static Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(
        this RawClient client, string workflowId, string signal, Action<SignalWithStartWorkflowExecutionRequest>? change = null)
    {
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowId = workflowId,
            WorkflowType = new() { Name = "Flow" },
            TaskQueue = new() { Name = RawClient.Queue },
            SignalName = signal,
            SignalInput = Commands.Text(signal),
        };
        change?.Invoke(request);
        return client.Service.SignalWithStartWorkflowExecutionAsync(request).WaitAsync(Patience);
    }

    private static UpdateWorkflowExecutionRequest Update(string workflowId, string updateId, UpdateWorkflowExecutionLifecycleStage until) => new()
    {
        Namespace = Namespace,
        WorkflowExecution = new() { WorkflowId = workflowId },
        WaitPolicy = new() { LifecycleStage = until },
        Request = new() { Meta = new() { UpdateId = updateId }, Input = new() { Name = "change", Args = Commands.Text("in") } },
    };
}
