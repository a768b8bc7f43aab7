using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Grpc;
using Temporalio.Exceptions;

namespace LocalTemporal.Grpc;

/// <summary>
/// Calls that may wait: they are answered empty before the peer's deadline, and ended at once when the listener stops. A task that was
/// handed to the call at that very moment still goes out.
/// </summary>
internal sealed class LongPolls(IWorkflowService service, GrpcListenOptions options, CancellationToken stopping)
{
    // Room for the empty answer on its way; a tenth of very short deadlines.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    /// <summary>What a timer can wait for.</summary>
    public static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestTimer ? LongestTimer : wait;

    public async Task<IMessage> AnswerAsync(RpcMethod method, IMessage request, TimeSpan? timeout, CancellationToken aborted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        limit.CancelAfter(Patience(request, timeout));
        try
        {
            return await method.AnswerAsync(service, request, limit.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw new RpcException(RpcException.StatusCode.Unavailable, "The embedded service is shutting down.", null);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return request is GetWorkflowExecutionHistoryRequest history ? await EmptyPageAsync(history, aborted) : method.EmptyAnswer();
        }
    }

    private TimeSpan Patience(IMessage request, TimeSpan? timeout)
    {
        var own = request is PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest ? options.TaskPollTime : options.HistoryPollTime;
        if (timeout is not { } deadline)
        {
            return own;
        }

        var margin = deadline / 10 < Margin ? deadline / 10 : Margin;
        return deadline - margin < own ? Bounded(deadline - margin) : own;
    }

    /// <summary>No events yet, and a token with which to go on waiting: an answer without one would mean the end of the history.</summary>
    private async Task<GetWorkflowExecutionHistoryResponse> EmptyPageAsync(GetWorkflowExecutionHistoryRequest request, CancellationToken cancellationToken)
    {
        var token = request.NextPageToken;
        if (token.IsEmpty)
        {
            var first = request.Clone();
            first.HistoryEventFilterType = HistoryEventFilterType.AllEvent;
            first.MaximumPageSize = 1;
            token = (await service.GetWorkflowExecutionHistoryAsync(first, cancellationToken)).NextPageToken;
            if (token.IsEmpty)
            {
                // It has just closed, so that the call itself no longer waits.
                return await service.GetWorkflowExecutionHistoryAsync(request, cancellationToken);
            }
        }

        return new() { History = new(), NextPageToken = token };
    }
}
