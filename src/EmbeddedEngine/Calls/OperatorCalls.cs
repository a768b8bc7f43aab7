using Assay.EmbeddedEngine.Visibility;
using Temporalio.Api.OperatorService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>The operator's calls.</summary>
internal sealed class OperatorCalls(ServiceCore core, CommitLoop loop) : IOperatorService
{
    public Task<AddSearchAttributesResponse> AddSearchAttributesAsync(
        AddSearchAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.SearchAttributes.Add([.. request.SearchAttributes]);
                return new AddSearchAttributesResponse();
            },
            cancellationToken);

    public Task<RemoveSearchAttributesResponse> RemoveSearchAttributesAsync(
        RemoveSearchAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                core.SearchAttributes.Remove(request.SearchAttributes);
                return new RemoveSearchAttributesResponse();
            },
            cancellationToken);

    public Task<ListSearchAttributesResponse> ListSearchAttributesAsync(
        ListSearchAttributesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(
            request.Namespace,
            () =>
            {
                var response = new ListSearchAttributesResponse();
                response.CustomAttributes.Add(core.SearchAttributes.Custom.ToDictionary());
                response.SystemAttributes.Add(VisibilityFields.Types.Concat(SearchAttributeRegister.System).ToDictionary());
                return response;
            },
            cancellationToken);

    // Older programs name no namespace here; there is only one.
    private Task<T> CallAsync<T>(string name, Func<T> operation, CancellationToken cancellationToken) =>
        name.Length > 0 && name != core.Options.Namespace
            ? throw Errors.NamespaceNotFound(name)
            : loop.RunAsync(operation).WaitAsync(cancellationToken);
}
