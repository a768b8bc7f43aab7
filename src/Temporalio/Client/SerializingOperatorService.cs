using Temporalio.Api.OperatorService.V1;

namespace Temporalio.Client;

/// <summary>As <see cref="SerializingWorkflowService"/>, for the operator's calls.</summary>
public sealed class SerializingOperatorService(IOperatorService inner) : IOperatorService
{
    public Task<AddSearchAttributesResponse> AddSearchAttributesAsync(
        AddSearchAttributesRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.AddSearchAttributesAsync, request, AddSearchAttributesRequest.Parser, AddSearchAttributesResponse.Parser, cancellationToken);

    public Task<RemoveSearchAttributesResponse> RemoveSearchAttributesAsync(
        RemoveSearchAttributesRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.RemoveSearchAttributesAsync, request, RemoveSearchAttributesRequest.Parser, RemoveSearchAttributesResponse.Parser, cancellationToken);

    public Task<ListSearchAttributesResponse> ListSearchAttributesAsync(
        ListSearchAttributesRequest request, CancellationToken cancellationToken = default) =>
        WireBytes.CallAsync(inner.ListSearchAttributesAsync, request, ListSearchAttributesRequest.Parser, ListSearchAttributesResponse.Parser, cancellationToken);
}
