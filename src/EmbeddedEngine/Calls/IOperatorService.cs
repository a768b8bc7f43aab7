using Temporalio.Api.OperatorService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>The calls of Temporal's OperatorService that are used here: the register of custom search attributes. Errors as in
/// <see cref="IWorkflowService"/>.</summary>
internal interface IOperatorService
{
    /// <summary>Registers attributes with their types. Repeating a registration is no error; another type for a known name is.</summary>
    Task<AddSearchAttributesResponse> AddSearchAttributesAsync(AddSearchAttributesRequest request, CancellationToken cancellationToken = default);

    Task<RemoveSearchAttributesResponse> RemoveSearchAttributesAsync(RemoveSearchAttributesRequest request, CancellationToken cancellationToken = default);

    Task<ListSearchAttributesResponse> ListSearchAttributesAsync(ListSearchAttributesRequest request, CancellationToken cancellationToken = default);
}
