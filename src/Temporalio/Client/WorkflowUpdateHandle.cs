using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An update as a client reaches it.</summary>
/// <param name="Client">The client it came from.</param>
/// <param name="Id">Update id.</param>
/// <param name="WorkflowId">The workflow.</param>
/// <param name="WorkflowRunId">The run; null for the latest.</param>
public record WorkflowUpdateHandle(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
{
    /// <summary>Known once the update has ended.</summary>
    internal Outcome? KnownOutcome { get; set; }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="WorkflowUpdateFailedException">It was rejected or failed.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait was limited and is over.</exception>
    public Task GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(rpcOptions);

    public virtual async Task<TResult> GetResultAsync<TResult>(RpcOptions? rpcOptions = null)
    {
        await PollUntilOutcomeAsync(rpcOptions);
        var outcome = KnownOutcome!;
        var converter = Client.Options.DataConverter;
        return outcome.ValueCase == Outcome.ValueOneofCase.Failure
            ? throw new WorkflowUpdateFailedException(converter.FailureConverter.ToException(outcome.Failure, converter.PayloadConverter))
            : converter.PayloadConverter.ToResult<TResult>(outcome.Success);
    }

    internal static bool IsOver(Exception e) => e is OperationCanceledException
        || e is RpcException { Code: RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled };

    internal async Task PollUntilOutcomeAsync(RpcOptions? rpcOptions)
    {
        var request = new PollWorkflowExecutionUpdateRequest
        {
            Namespace = Client.Options.Namespace,
            UpdateRef = new() { WorkflowExecution = new() { WorkflowId = WorkflowId, RunId = WorkflowRunId ?? string.Empty }, UpdateId = Id },
            Identity = Client.Options.Identity,
            WaitPolicy = new() { LifecycleStage = Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage.Completed },
        };
        try
        {
            while (KnownOutcome is null)
            {
                // Empty where the service's own patience ended.
                var response = await ServiceCaller.CallAsync(
                    Client.Connection.WorkflowService.PollWorkflowExecutionUpdateAsync, request, Client.Options.DataConverter.PayloadCodec, rpcOptions);
                KnownOutcome = response.Outcome;
            }
        }
        catch (Exception e) when (IsOver(e))
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
    }
}
