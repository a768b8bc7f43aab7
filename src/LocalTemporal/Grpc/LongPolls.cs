using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Grpc;
using Temporalio.Exceptions;

namespace LocalTemporal.Grpc;

/// <summary>
/// Calls that may wait: the service answers them empty before the peer's deadline, and they end at once when the listener stops. A task
/// that was handed to the call at that very moment still goes out.
/// </summary>
internal sealed class LongPolls(Func<TimeSpan?, IWorkflowService> service, GrpcListenOptions options, CancellationToken stopping)
{
    // Room for the empty answer on its way; a tenth of very short deadlines.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    /// <summary>What a timer can wait for.</summary>
    public static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestTimer ? LongestTimer : wait;

    public async Task<IMessage> AnswerAsync(RpcMethod method, IMessage request, TimeSpan? timeout, CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            return await method.AnswerAsync(service(Patience(request, timeout)), request, end.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw new RpcException(RpcException.StatusCode.Unavailable, "The embedded service is shutting down.", null);
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
}
