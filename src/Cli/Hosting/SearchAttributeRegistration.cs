using Assay.Workflows;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Assay.Cli.Hosting;

/// <summary>The search attributes of Assay's workflows, which a service must know before the first of them starts.</summary>
internal static class SearchAttributeRegistration
{
    /// <summary>Those that the service does not know yet.</summary>
    /// <exception cref="EngineException">The service knows one of them with another type.</exception>
    /// <exception cref="RpcException">The service refuses, or does not answer.</exception>
    public static async Task<IReadOnlyList<SearchAttributeKey>> MissingAsync(ITemporalClient client, CancellationToken cancellationToken)
    {
        var known = await client.Connection.OperatorService.ListSearchAttributesAsync(
            new ListSearchAttributesRequest { Namespace = client.Options.Namespace }, new() { CancellationToken = cancellationToken });
        var missing = new List<SearchAttributeKey>();
        foreach (var key in AssaySearchAttributes.All)
        {
            if (!known.CustomAttributes.TryGetValue(key.Name, out var type))
            {
                missing.Add(key);
            }
            else if (type != key.ValueType)
            {
                throw new EngineException(
                    $"The namespace '{client.Options.Namespace}' has the search attribute {key.Name} with the type {type}, and Assay needs {key.ValueType}; use another namespace, or remove the attribute there.", false);
            }
        }

        return missing;
    }

    /// <summary>Registers those that are missing.</summary>
    /// <returns>Their names.</returns>
    /// <exception cref="EngineException">The service knows one with another type, or does not let this program register them.</exception>
    public static async Task<IReadOnlyList<string>> EnsureAsync(ITemporalClient client, CancellationToken cancellationToken)
    {
        try
        {
            var missing = await MissingOrAllAsync(client, cancellationToken);
            if (missing.Count > 0)
            {
                var request = new AddSearchAttributesRequest { Namespace = client.Options.Namespace };
                foreach (var key in missing)
                {
                    request.SearchAttributes.Add(key.Name, key.ValueType);
                }

                await client.Connection.OperatorService.AddSearchAttributesAsync(request, new() { CancellationToken = cancellationToken });
            }

            return [.. missing.Select(key => key.Name)];
        }
        catch (RpcException refusal) when (refusal.Code == RpcException.StatusCode.AlreadyExists)
        {
            // Another worker was faster.
            return [];
        }
        catch (RpcException refusal)
        {
            var names = string.Join(", ", AssaySearchAttributes.All.Select(key => $"{key.Name} ({key.ValueType})"));
            throw new EngineException(
                $"The search attributes of Assay cannot be registered in the namespace '{client.Options.Namespace}' ({refusal.Message.ReplaceLineEndings(" ").TrimEnd('.')}); ask its operator for {names}.",
                refusal.Code is RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded,
                refusal);
        }
    }

    /// <summary>A service that can add attributes but not list them, as Temporal's test server, is asked to add all.</summary>
    private static async Task<IReadOnlyList<SearchAttributeKey>> MissingOrAllAsync(ITemporalClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await MissingAsync(client, cancellationToken);
        }
        catch (RpcException refusal) when (refusal.Code == RpcException.StatusCode.Unimplemented)
        {
            return AssaySearchAttributes.All;
        }
    }
}
