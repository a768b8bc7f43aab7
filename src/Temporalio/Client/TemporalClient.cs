using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>The client: starts workflows and reaches those that are there.</summary>
public partial class TemporalClient(ITemporalConnection connection, TemporalClientOptions options) : ITemporalClient
{
    public ITemporalConnection Connection { get; } = connection;

    public TemporalClientOptions Options { get; } = options;

    /// <summary>Connects to a service and makes a client on the connection.</summary>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="RpcException">The service cannot be reached, or refuses.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller has it as the client's connection.")]
    public static async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions options) =>
        new(await TemporalConnection.ConnectAsync(options), options.ToClientOptions());

    /// <summary>A client whose connection is made with its first call.</summary>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller has it as the client's connection.")]
    public static TemporalClient CreateLazy(TemporalClientConnectOptions options) =>
        new(TemporalConnection.CreateLazy(options), options.ToClientOptions());

    public async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var started = await StartAsync(workflowRunCall, typeof(TWorkflow), options);
        return new(this, options.Id!, ResultRunId: started.RunId, FirstExecutionRunId: FirstRunId(started));
    }

    public async Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var started = await StartAsync(workflowRunCall, typeof(TWorkflow), options);
        return new(this, options.Id!, ResultRunId: started.RunId, FirstExecutionRunId: FirstRunId(started));
    }

    public async Task<WorkflowHandle> StartWorkflowAsync(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var started = await StartAsync(workflow, args, options);
        return new(this, options.Id!, ResultRunId: started.RunId, FirstExecutionRunId: FirstRunId(started));
    }

    public WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    public WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(string id, string? runId = null, string? firstExecutionRunId = null) =>
        new(this, id, runId, runId, firstExecutionRunId);

    public WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(
        string id, string? runId = null, string? firstExecutionRunId = null) => new(this, id, runId, runId, firstExecutionRunId);

    public async IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null)
    {
        var limit = options?.Limit > 0 ? options.Limit : int.MaxValue;
        var request = new ListWorkflowExecutionsRequest { Namespace = Options.Namespace, Query = query, PageSize = Math.Min(limit, 1000) };
        do
        {
            var page = await ServiceCaller.CallAsync(Connection.WorkflowService.ListWorkflowExecutionsAsync, request, null, options?.Rpc);
            foreach (var execution in page.Executions)
            {
                yield return new(execution, Options.DataConverter);
                if (--limit == 0)
                {
                    yield break;
                }
            }

            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
    }

    public async Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null)
    {
        var request = new CountWorkflowExecutionsRequest { Namespace = Options.Namespace, Query = query };
        return new(await ServiceCaller.CallAsync(Connection.WorkflowService.CountWorkflowExecutionsAsync, request, null, options?.Rpc));
    }

    public async IAsyncEnumerable<WorkflowHistory> ListWorkflowHistoriesAsync(
        string query, WorkflowListOptions? listOptions = null, WorkflowHistoryEventFetchOptions? historyFetchOptions = null)
    {
        await foreach (var execution in ListWorkflowsAsync(query, listOptions))
        {
            yield return await GetWorkflowHandle(execution.Id, execution.RunId).FetchHistoryAsync(historyFetchOptions);
        }
    }

    private static string FirstRunId(StartWorkflowExecutionResponse started) =>
        started.FirstExecutionRunId.Length > 0 ? started.FirstExecutionRunId : started.RunId;

    private static Duration? ToDuration(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private Task<StartWorkflowExecutionResponse> StartAsync(LambdaExpression workflowRunCall, System.Type workflowType, WorkflowOptions options)
    {
        var (method, args) = ExpressionCall.Extract(workflowRunCall);
        return StartAsync(WorkflowDefinition.NameFromRunCall(method, workflowType), args, options);
    }

    private async Task<StartWorkflowExecutionResponse> StartAsync(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        if (string.IsNullOrEmpty(options.Id) || string.IsNullOrEmpty(options.TaskQueue))
        {
            throw new ArgumentException($"Workflow {workflow} needs an id and a task queue", nameof(options));
        }

        var codec = Options.DataConverter.PayloadCodec;
        var request = ToStartRequest(workflow, args, options);
        try
        {
            if (options.StartSignal is null)
            {
                return await ServiceCaller.CallAsync(Connection.WorkflowService.StartWorkflowExecutionAsync, request, codec, options.Rpc);
            }

            var signalled = await ServiceCaller.CallAsync(
                Connection.WorkflowService.SignalWithStartWorkflowExecutionAsync, ToSignalWithStart(request, options), codec, options.Rpc);
            return new() { RunId = signalled.RunId, FirstExecutionRunId = signalled.FirstExecutionRunId, Started = signalled.Started };
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists)
        {
            var detail = e.GrpcStatus.Value?.Details.FirstOrDefault(any => any.Is(WorkflowExecutionAlreadyStartedFailure.Descriptor));
            var runId = detail?.Unpack<WorkflowExecutionAlreadyStartedFailure>().RunId ?? string.Empty;
            throw new WorkflowAlreadyStartedException(e.Message, options.Id, workflow, runId);
        }
    }

    private StartWorkflowExecutionRequest ToStartRequest(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var converter = Options.DataConverter.PayloadConverter;
        return new()
        {
            Namespace = Options.Namespace,
            WorkflowId = options.Id,
            WorkflowType = new() { Name = workflow },
            TaskQueue = new() { Name = options.TaskQueue },
            Input = converter.ToPayloads(args),
            WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
            Identity = Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = converter.ToMemo(options.Memo),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            WorkflowStartDelay = ToDuration(options.StartDelay),
            UserMetadata = converter.ToMetadata(options.StaticSummary, options.StaticDetails),
        };
    }

    private SignalWithStartWorkflowExecutionRequest ToSignalWithStart(StartWorkflowExecutionRequest start, WorkflowOptions options) => new()
    {
        Namespace = start.Namespace,
        WorkflowId = start.WorkflowId,
        WorkflowType = start.WorkflowType,
        TaskQueue = start.TaskQueue,
        Input = start.Input,
        WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
        WorkflowRunTimeout = start.WorkflowRunTimeout,
        WorkflowTaskTimeout = start.WorkflowTaskTimeout,
        Identity = start.Identity,
        RequestId = start.RequestId,
        WorkflowIdReusePolicy = start.WorkflowIdReusePolicy,
        WorkflowIdConflictPolicy = start.WorkflowIdConflictPolicy,
        SignalName = options.StartSignal,
        SignalInput = Options.DataConverter.PayloadConverter.ToPayloads(options.StartSignalArgs),
        RetryPolicy = start.RetryPolicy,
        CronSchedule = start.CronSchedule,
        Memo = start.Memo,
        SearchAttributes = start.SearchAttributes,
        WorkflowStartDelay = start.WorkflowStartDelay,
        UserMetadata = start.UserMetadata,
    };
}
