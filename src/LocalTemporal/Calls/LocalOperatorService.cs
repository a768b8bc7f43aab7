using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;

namespace LocalTemporal.Calls;

/// <summary>The operator's calls.</summary>
internal sealed class LocalOperatorService : IOperatorService
{
    public Task<AddSearchAttributesResponse> AddSearchAttributesAsync(
        AddSearchAttributesRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("AddSearchAttributes");

    public Task<RemoveSearchAttributesResponse> RemoveSearchAttributesAsync(
        RemoveSearchAttributesRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("RemoveSearchAttributes");

    public Task<ListSearchAttributesResponse> ListSearchAttributesAsync(
        ListSearchAttributesRequest request, CancellationToken cancellationToken = default) => throw Errors.Unimplemented("ListSearchAttributes");
}
