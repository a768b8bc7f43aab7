using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>The client: starts workflows and reaches those that are there.</summary>
public class TemporalClient(ITemporalConnection connection, TemporalClientOptions options) : ITemporalClient
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
            var page = await ServiceCaller.CallAsync(Connection.WorkflowService.ListWorkflowExecutionsAsync, request, options?.Rpc);
            foreach (var execution in page.Executions)
            {
                yield return new(execution);
                if (--limit == 0)
                {
                    yield break;
                }
            }

            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
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

        var converter = Options.DataConverter.PayloadConverter;
        var request = new StartWorkflowExecutionRequest
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
            WorkflowStartDelay = ToDuration(options.StartDelay),
            UserMetadata = options.StaticSummary is null && options.StaticDetails is null
                ? null
                : new UserMetadata
                {
                    Summary = options.StaticSummary is null ? null : converter.ToPayload(options.StaticSummary),
                    Details = options.StaticDetails is null ? null : converter.ToPayload(options.StaticDetails),
                },
        };
        try
        {
            return await ServiceCaller.CallAsync(Connection.WorkflowService.StartWorkflowExecutionAsync, request, options.Rpc);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists)
        {
            var detail = e.GrpcStatus.Value?.Details.FirstOrDefault(any => any.Is(WorkflowExecutionAlreadyStartedFailure.Descriptor));
            var runId = detail?.Unpack<WorkflowExecutionAlreadyStartedFailure>().RunId ?? string.Empty;
            throw new WorkflowAlreadyStartedException(e.Message, options.Id, workflow, runId);
        }
    }
}
