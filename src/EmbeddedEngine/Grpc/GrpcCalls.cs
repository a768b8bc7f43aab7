using Assay.EmbeddedEngine.Calls;
using Google.Protobuf;
using Grpc.Core;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Grpc;

/// <summary>
/// Answers the calls that a <see cref="GrpcListener"/> accepts. Calls that may wait are answered empty before the peer's deadline, and end
/// at once when the listener stops; a task that was handed to the call at that very moment still goes out.
/// </summary>
internal sealed class GrpcCalls(
    Func<TimeSpan?, IWorkflowService> service, IOperatorService operatorService, GrpcListenOptions options, CancellationToken stopping)
{
    // Room for the empty answer on its way; a tenth of very short deadlines.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly IWorkflowService patient = service(null);

    public Task<TResponse> AnswerAsync<TRequest, TResponse>(
        Func<IWorkflowService, TRequest, CancellationToken, Task<TResponse>> answer, TRequest request, ServerCallContext context)
        where TRequest : IMessage =>
        IsLongPoll(request)
            ? PollAsync(() => service(Patience(request, context.Deadline)), answer, request, context.CancellationToken)
            : GuardAsync(answer(patient, request, context.CancellationToken));

    public Task<TResponse> AnswerAsync<TRequest, TResponse>(
        Func<IOperatorService, TRequest, CancellationToken, Task<TResponse>> answer, TRequest request, ServerCallContext context) =>
        GuardAsync(answer(operatorService, request, context.CancellationToken));

    private static bool IsLongPoll(IMessage request) => request is PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest
        or PollWorkflowExecutionUpdateRequest or UpdateWorkflowExecutionRequest or ExecuteMultiOperationRequest
        or GetWorkflowExecutionHistoryRequest { WaitNewEvent: true };

    private async Task<TResponse> PollAsync<TRequest, TResponse>(
        Func<IWorkflowService> limited,
        Func<IWorkflowService, TRequest, CancellationToken, Task<TResponse>> answer,
        TRequest request,
        CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            return await GuardAsync(answer(limited(), request, end.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw Errors.Unavailable("The embedded service is shutting down.");
        }
    }

    /// <summary>Says what went wrong where something did that is no answer: the framework would hide it.</summary>
    private static async Task<TResponse> GuardAsync<TResponse>(Task<TResponse> call)
    {
        try
        {
            return await call;
        }
        catch (Exception fault) when (fault is not RpcException and not OperationCanceledException)
        {
            throw Errors.Create(StatusCode.Internal, $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    private TimeSpan Patience(IMessage request, DateTime deadline)
    {
        var own = request is PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest ? options.TaskPollTime : options.HistoryPollTime;
        if (deadline == DateTime.MaxValue)
        {
            return own;
        }

        var left = deadline - TimeProvider.System.GetUtcNow().UtcDateTime;
        var margin = left / 10 < Margin ? left / 10 : Margin;
        return left - margin < own ? left - margin : own;
    }
}
