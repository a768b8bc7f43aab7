using Temporalio.Api.WorkflowService.V1;

namespace LocalTemporal.Calls;

/// <summary>Calls that are known and not served.</summary>
internal sealed partial class LocalWorkflowService
{
    public Task<ResetWorkflowExecutionResponse> ResetWorkflowExecutionAsync(
        ResetWorkflowExecutionRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ResetWorkflowExecution");

    public Task<RegisterNamespaceResponse> RegisterNamespaceAsync(
        RegisterNamespaceRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RegisterNamespace");
}
