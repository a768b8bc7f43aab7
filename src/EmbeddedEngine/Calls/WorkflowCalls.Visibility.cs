using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>Counting, and the older forms of listing.</summary>
internal sealed partial class WorkflowCalls
{
    public Task<CountWorkflowExecutionsResponse> CountWorkflowExecutionsAsync(
        CountWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Listing.Count(request.Query), cancellationToken);

    public Task<ListOpenWorkflowExecutionsResponse> ListOpenWorkflowExecutionsAsync(
        ListOpenWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Listing.ListOpen(request), cancellationToken);

    public Task<ListClosedWorkflowExecutionsResponse> ListClosedWorkflowExecutionsAsync(
        ListClosedWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request.Namespace, () => core.Listing.ListClosed(request), cancellationToken);
}
