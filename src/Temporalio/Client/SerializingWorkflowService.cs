using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>
/// Puts the bytes of the wire between two ends in one process: every request and answer is serialised and parsed anew, so neither end can
/// hold on to the other's objects, and what does not survive serialisation shows up here first.
/// </summary>
public sealed class SerializingWorkflowService(IWorkflowService inner) : IWorkflowService
{
    public Task<StartWorkflowExecutionResponse> StartWorkflowExecutionAsync(
        StartWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.StartWorkflowExecutionAsync, request, StartWorkflowExecutionRequest.Parser, StartWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<SignalWorkflowExecutionResponse> SignalWorkflowExecutionAsync(
        SignalWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.SignalWorkflowExecutionAsync, request, SignalWorkflowExecutionRequest.Parser, SignalWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<QueryWorkflowResponse> QueryWorkflowAsync(
        QueryWorkflowRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.QueryWorkflowAsync, request, QueryWorkflowRequest.Parser, QueryWorkflowResponse.Parser, cancellationToken);

    public Task<RequestCancelWorkflowExecutionResponse> RequestCancelWorkflowExecutionAsync(
        RequestCancelWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.RequestCancelWorkflowExecutionAsync, request, RequestCancelWorkflowExecutionRequest.Parser, RequestCancelWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<TerminateWorkflowExecutionResponse> TerminateWorkflowExecutionAsync(
        TerminateWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.TerminateWorkflowExecutionAsync, request, TerminateWorkflowExecutionRequest.Parser, TerminateWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<DescribeWorkflowExecutionResponse> DescribeWorkflowExecutionAsync(
        DescribeWorkflowExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.DescribeWorkflowExecutionAsync, request, DescribeWorkflowExecutionRequest.Parser, DescribeWorkflowExecutionResponse.Parser, cancellationToken);

    public Task<ListWorkflowExecutionsResponse> ListWorkflowExecutionsAsync(
        ListWorkflowExecutionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.ListWorkflowExecutionsAsync, request, ListWorkflowExecutionsRequest.Parser, ListWorkflowExecutionsResponse.Parser, cancellationToken);

    public Task<GetWorkflowExecutionHistoryResponse> GetWorkflowExecutionHistoryAsync(
        GetWorkflowExecutionHistoryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.GetWorkflowExecutionHistoryAsync, request, GetWorkflowExecutionHistoryRequest.Parser, GetWorkflowExecutionHistoryResponse.Parser, cancellationToken);

    public Task<PollWorkflowTaskQueueResponse> PollWorkflowTaskQueueAsync(
        PollWorkflowTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.PollWorkflowTaskQueueAsync, request, PollWorkflowTaskQueueRequest.Parser, PollWorkflowTaskQueueResponse.Parser, cancellationToken);

    public Task<RespondWorkflowTaskCompletedResponse> RespondWorkflowTaskCompletedAsync(
        RespondWorkflowTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.RespondWorkflowTaskCompletedAsync, request, RespondWorkflowTaskCompletedRequest.Parser, RespondWorkflowTaskCompletedResponse.Parser, cancellationToken);

    public Task<RespondWorkflowTaskFailedResponse> RespondWorkflowTaskFailedAsync(
        RespondWorkflowTaskFailedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.RespondWorkflowTaskFailedAsync, request, RespondWorkflowTaskFailedRequest.Parser, RespondWorkflowTaskFailedResponse.Parser, cancellationToken);

    public Task<RespondQueryTaskCompletedResponse> RespondQueryTaskCompletedAsync(
        RespondQueryTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.RespondQueryTaskCompletedAsync, request, RespondQueryTaskCompletedRequest.Parser, RespondQueryTaskCompletedResponse.Parser, cancellationToken);

    public Task<PollActivityTaskQueueResponse> PollActivityTaskQueueAsync(
        PollActivityTaskQueueRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.PollActivityTaskQueueAsync, request, PollActivityTaskQueueRequest.Parser, PollActivityTaskQueueResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskCompletedResponse> RespondActivityTaskCompletedAsync(
        RespondActivityTaskCompletedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.RespondActivityTaskCompletedAsync, request, RespondActivityTaskCompletedRequest.Parser, RespondActivityTaskCompletedResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskFailedResponse> RespondActivityTaskFailedAsync(
        RespondActivityTaskFailedRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.RespondActivityTaskFailedAsync, request, RespondActivityTaskFailedRequest.Parser, RespondActivityTaskFailedResponse.Parser, cancellationToken);

    public Task<RespondActivityTaskCanceledResponse> RespondActivityTaskCanceledAsync(
        RespondActivityTaskCanceledRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.RespondActivityTaskCanceledAsync, request, RespondActivityTaskCanceledRequest.Parser, RespondActivityTaskCanceledResponse.Parser, cancellationToken);

    public Task<RecordActivityTaskHeartbeatResponse> RecordActivityTaskHeartbeatAsync(
        RecordActivityTaskHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.RecordActivityTaskHeartbeatAsync, request, RecordActivityTaskHeartbeatRequest.Parser, RecordActivityTaskHeartbeatResponse.Parser, cancellationToken);

    public Task<GetSystemInfoResponse> GetSystemInfoAsync(
        GetSystemInfoRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.GetSystemInfoAsync, request, GetSystemInfoRequest.Parser, GetSystemInfoResponse.Parser, cancellationToken);

    public Task<DescribeNamespaceResponse> DescribeNamespaceAsync(
        DescribeNamespaceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(inner.DescribeNamespaceAsync, request, DescribeNamespaceRequest.Parser, DescribeNamespaceResponse.Parser, cancellationToken);

    private static async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> call,
        TRequest request,
        MessageParser<TRequest> requests,
        MessageParser<TResponse> responses,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        try
        {
            var response = await call(requests.ParseFrom(request.ToByteArray()), cancellationToken);
            return responses.ParseFrom(response.ToByteArray());
        }
        catch (RpcException failure)
        {
            // Only what a wire carries: code, message and the serialised details.
            throw new RpcException(failure.Code, failure.Message, failure.RawStatus?.ToArray());
        }
    }
}
