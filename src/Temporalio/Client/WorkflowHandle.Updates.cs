using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <content>Updates. Start waits for the stage asked for, execute for the result.</content>
public partial record WorkflowHandle
{
    public Task<WorkflowUpdateHandle> StartUpdateAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = ExpressionCall.Extract(updateCall);
        return StartUpdateAsync(WorkflowDefinition.UpdateName(method), args, options);
    }

    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = ExpressionCall.Extract(updateCall);
        return StartUpdateAsync<TUpdateResult>(WorkflowDefinition.UpdateName(method), args, options);
    }

    public async Task<WorkflowUpdateHandle> StartUpdateAsync(string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        await StartUpdateAsync<ValueTuple>(update, args, options);

    /// <exception cref="ArgumentException">No stage to wait for, or one that is not supported.</exception>
    /// <exception cref="RpcException">NotFound: there is no such running workflow.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait was limited and is over; the update may still be taken.</exception>
    public virtual async Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options)
    {
        if (options.WaitForStage is not (WorkflowUpdateStage.Accepted or WorkflowUpdateStage.Completed))
        {
            throw new ArgumentException($"Update {update} can wait for {nameof(WorkflowUpdateStage.Accepted)} or {nameof(WorkflowUpdateStage.Completed)}", nameof(options));
        }

        var id = options.Id ?? Guid.NewGuid().ToString();
        var request = new UpdateWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution,
            FirstExecutionRunId = FirstExecutionRunId ?? string.Empty,
            WaitPolicy = new() { LifecycleStage = (UpdateWorkflowExecutionLifecycleStage)options.WaitForStage },
            Request = new()
            {
                Meta = new() { UpdateId = id, Identity = Client.Options.Identity },
                Input = new() { Name = update, Args = Converter.PayloadConverter.ToPayloads(args) },
            },
        };
        try
        {
            while (true)
            {
                var response = await ServiceCaller.CallAsync(Service.UpdateWorkflowExecutionAsync, request, Converter.PayloadCodec, options.Rpc);
                if (response.Outcome is not null || response.Stage >= UpdateWorkflowExecutionLifecycleStage.Accepted)
                {
                    var handle = new WorkflowUpdateHandle<TUpdateResult>(Client, id, Id, response.UpdateRef.WorkflowExecution.RunId) { KnownOutcome = response.Outcome };
                    if (options.WaitForStage == WorkflowUpdateStage.Completed && response.Outcome is null)
                    {
                        await handle.PollUntilOutcomeAsync(options.Rpc);
                    }

                    return handle;
                }

                // The service's own patience ended before the stage; the same request again goes on with the same update.
            }
        }
        catch (Exception e) when (WorkflowUpdateHandle.IsOver(e))
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
    }

    /// <exception cref="WorkflowUpdateFailedException">The update was rejected or failed.</exception>
    public Task ExecuteUpdateAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var (method, args) = ExpressionCall.Extract(updateCall);
        return ExecuteUpdateAsync(WorkflowDefinition.UpdateName(method), args, options);
    }

    public Task<TUpdateResult> ExecuteUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var (method, args) = ExpressionCall.Extract(updateCall);
        return ExecuteUpdateAsync<TUpdateResult>(WorkflowDefinition.UpdateName(method), args, options);
    }

    public Task ExecuteUpdateAsync(string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<ValueTuple>(update, args, options);

    public async Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var start = new WorkflowUpdateStartOptions(WorkflowUpdateStage.Completed) { Id = options?.Id, Rpc = options?.Rpc };
        var handle = await StartUpdateAsync<TUpdateResult>(update, args, start);
        return await handle.GetResultAsync(options?.Rpc);
    }

    /// <summary>A handle on an update that may or may not be there.</summary>
    public WorkflowUpdateHandle GetUpdateHandle(string id) => new(Client, id, Id, RunId);

    public WorkflowUpdateHandle<TUpdateResult> GetUpdateHandle<TUpdateResult>(string id) => new(Client, id, Id, RunId);
}

/// <content>Updates of a workflow of a known type.</content>
public partial record WorkflowHandle<TWorkflow>
{
    public Task<WorkflowUpdateHandle> StartUpdateAsync(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow>(updateCall, options);

    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);

    public Task ExecuteUpdateAsync(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow>(updateCall, options);

    public Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);
}
