using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>A workflow as a client reaches it.</summary>
/// <param name="Client">The client it came from.</param>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">The run meant by signals, queries and the like; null for the latest.</param>
/// <param name="ResultRunId">The run whose result is awaited; null for the latest.</param>
/// <param name="FirstExecutionRunId">Guards cancellation and termination against a later chain of the same id.</param>
public partial record WorkflowHandle(
    ITemporalClient Client, string Id, string? RunId = null, string? ResultRunId = null, string? FirstExecutionRunId = null)
{
    private IWorkflowService Service => Client.Connection.WorkflowService;

    private string Namespace => Client.Options.Namespace;

    private DataConverter Converter => Client.Options.DataConverter;

    private Api.Common.V1.WorkflowExecution Execution => new() { WorkflowId = Id, RunId = RunId ?? string.Empty };

    /// <summary>Waits for the end.</summary>
    /// <param name="followRuns">True to go along with retries and continuations as new runs.</param>
    /// <param name="rpcOptions">Limits; a cancelled wait leaves the workflow alone.</param>
    /// <exception cref="WorkflowFailedException">It ended without a result; the inner exception says why.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">It continued, and was not to be followed.</exception>
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(followRuns, rpcOptions);

    public virtual async Task<TResult> GetResultAsync<TResult>(bool followRuns = true, RpcOptions? rpcOptions = null)
    {
        var runId = ResultRunId;
        while (true)
        {
            var closed = await WaitForCloseAsync(runId, rpcOptions);
            string next;
            switch (closed.EventType)
            {
                case EventType.WorkflowExecutionCompleted:
                    var completed = closed.WorkflowExecutionCompletedEventAttributes;
                    next = completed.NewExecutionRunId;
                    if (next.Length == 0 || !followRuns)
                    {
                        return Converter.PayloadConverter.ToResult<TResult>(completed.Result);
                    }

                    break;
                case EventType.WorkflowExecutionFailed:
                    var failed = closed.WorkflowExecutionFailedEventAttributes;
                    next = failed.NewExecutionRunId;
                    ThrowUnlessFollowed(next, followRuns, failed.Failure);
                    break;
                case EventType.WorkflowExecutionCanceled:
                    var details = closed.WorkflowExecutionCanceledEventAttributes.Details;
                    throw Failed(new() { Message = "Workflow canceled", CanceledFailureInfo = new() { Details = details } });
                case EventType.WorkflowExecutionTerminated:
                    var terminated = closed.WorkflowExecutionTerminatedEventAttributes;
                    var reason = terminated.Reason.Length > 0 ? terminated.Reason : "Workflow execution terminated";
                    throw new WorkflowFailedException(new TerminatedFailureException(
                        new() { Message = reason, TerminatedFailureInfo = new() },
                        null,
                        new(Converter.PayloadConverter, terminated.Details?.Payloads_ ?? [])));
                case EventType.WorkflowExecutionTimedOut:
                    next = closed.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId;
                    ThrowUnlessFollowed(
                        next, followRuns, new() { Message = "Workflow timed out", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } });
                    break;
                case EventType.WorkflowExecutionContinuedAsNew:
                    next = closed.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId;
                    if (!followRuns)
                    {
                        throw new WorkflowContinuedAsNewException(next);
                    }

                    break;
                default:
                    throw new InvalidOperationException($"Workflow {Id} ended with an event of the unknown kind {closed.EventType}");
            }

            runId = next;
        }
    }

    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var (method, args) = ExpressionCall.Extract(signalCall);
        return SignalAsync(WorkflowDefinition.SignalName(method), args, options);
    }

    /// <exception cref="RpcException">NotFound: there is no such running workflow.</exception>
    public virtual Task SignalAsync(string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        ServiceCaller.CallAsync(
            Service.SignalWorkflowExecutionAsync,
            new SignalWorkflowExecutionRequest
            {
                Namespace = Namespace,
                WorkflowExecution = Execution,
                SignalName = signal,
                Input = Converter.PayloadConverter.ToPayloads(args),
                Identity = Client.Options.Identity,
                RequestId = Guid.NewGuid().ToString(),
            },
            Converter.PayloadCodec,
            options?.Rpc);

    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        if (ExpressionCall.ExtractProperty(queryCall) is { } property)
        {
            return QueryAsync<TQueryResult>(WorkflowDefinition.QueryName(property), [], options);
        }

        var (method, args) = ExpressionCall.Extract(queryCall);
        return QueryAsync<TQueryResult>(WorkflowDefinition.QueryName(method), args, options);
    }

    /// <exception cref="WorkflowQueryFailedException">The handler threw, or there is none of that name.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The reject condition held.</exception>
    public virtual async Task<TQueryResult> QueryAsync<TQueryResult>(
        string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null)
    {
        var request = new QueryWorkflowRequest
        {
            Namespace = Namespace,
            Execution = Execution,
            Query = new() { QueryType = query, QueryArgs = Converter.PayloadConverter.ToPayloads(args) },
            QueryRejectCondition = options?.RejectCondition ?? Client.Options.QueryRejectCondition ?? QueryRejectCondition.None,
        };
        QueryWorkflowResponse response;
        try
        {
            response = await ServiceCaller.CallAsync(Service.QueryWorkflowAsync, request, Converter.PayloadCodec, options?.Rpc);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.InvalidArgument)
        {
            throw new WorkflowQueryFailedException(e.Message);
        }

        return response.QueryRejected is { } rejected
            ? throw new WorkflowQueryRejectedException(rejected.Status)
            : Converter.PayloadConverter.ToResult<TQueryResult>(response.QueryResult);
    }

    public virtual async Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null)
    {
        var request = new DescribeWorkflowExecutionRequest { Namespace = Namespace, Execution = Execution };
        return new(await ServiceCaller.CallAsync(Service.DescribeWorkflowExecutionAsync, request, null, options?.Rpc), Converter);
    }

    /// <summary>Asks the workflow to stop; it may clean up, and need not obey.</summary>
    public virtual Task CancelAsync(WorkflowCancelOptions? options = null) => ServiceCaller.CallAsync(
        Service.RequestCancelWorkflowExecutionAsync,
        new RequestCancelWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution,
            FirstExecutionRunId = FirstExecutionRunId ?? string.Empty,
            Identity = Client.Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
        },
        Converter.PayloadCodec,
        options?.Rpc);

    /// <summary>Stops the workflow at once; its code does not learn of it.</summary>
    public virtual Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) => ServiceCaller.CallAsync(
        Service.TerminateWorkflowExecutionAsync,
        new TerminateWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution,
            FirstExecutionRunId = FirstExecutionRunId ?? string.Empty,
            Reason = reason ?? string.Empty,
            Details = Converter.PayloadConverter.ToPayloads(options?.Details),
            Identity = Client.Options.Identity,
        },
        Converter.PayloadCodec,
        options?.Rpc);

    public virtual async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var events = new List<HistoryEvent>();
        await foreach (var one in FetchHistoryEventsAsync(options))
        {
            events.Add(one);
        }

        return new(Id, events);
    }

    /// <summary>The events as the service holds them: payloads stay encoded where there is a codec.</summary>
    public virtual async IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = Namespace,
            Execution = Execution,
            WaitNewEvent = options?.WaitNewEvent ?? false,
            HistoryEventFilterType = options?.EventFilterType ?? HistoryEventFilterType.AllEvent,
        };
        do
        {
            var page = await ServiceCaller.CallAsync(Service.GetWorkflowExecutionHistoryAsync, request, null, options?.Rpc);
            foreach (var one in page.History?.Events ?? [])
            {
                yield return one;
            }

            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
    }

    private async Task<HistoryEvent> WaitForCloseAsync(string? runId, RpcOptions? rpcOptions)
    {
        var handle = this with { RunId = runId };
        var options = new WorkflowHistoryEventFetchOptions { WaitNewEvent = true, EventFilterType = HistoryEventFilterType.CloseEvent, Rpc = rpcOptions };
        while (true)
        {
            await foreach (var closed in handle.FetchHistoryEventsAsync(options))
            {
                await PayloadVisitor.DecodeAsync(closed, Converter.PayloadCodec);
                return closed;
            }
        }
    }

    private void ThrowUnlessFollowed(string nextRunId, bool followRuns, Failure failure)
    {
        if (nextRunId.Length == 0 || !followRuns)
        {
            throw Failed(failure);
        }
    }

    private WorkflowFailedException Failed(Failure failure) => new(Converter.FailureConverter.ToException(failure, Converter.PayloadConverter));
}

/// <summary>A workflow of a known type.</summary>
public partial record WorkflowHandle<TWorkflow>(
    ITemporalClient Client, string Id, string? RunId = null, string? ResultRunId = null, string? FirstExecutionRunId = null)
    : WorkflowHandle(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);

    public Task<TQueryResult> QueryAsync<TQueryResult>(Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null) =>
        QueryAsync<TWorkflow, TQueryResult>(queryCall, options);
}

/// <summary>A workflow of a known type and result.</summary>
public record WorkflowHandle<TWorkflow, TResult>(
    ITemporalClient Client, string Id, string? RunId = null, string? ResultRunId = null, string? FirstExecutionRunId = null)
    : WorkflowHandle<TWorkflow>(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    public new Task<TResult> GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) => GetResultAsync<TResult>(followRuns, rpcOptions);
}
