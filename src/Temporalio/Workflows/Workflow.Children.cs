using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <content>
/// Child workflows. Execute waits for the end and throws <see cref="Exceptions.ChildWorkflowFailureException"/> where there is no result;
/// start waits until the child runs.
/// </content>
public static partial class Workflow
{
    public static async Task<TResult> ExecuteChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var child = await StartChildWorkflowAsync(workflowRunCall, options);
        return await child.GetResultAsync();
    }

    public static async Task ExecuteChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var child = await StartChildWorkflowAsync(workflowRunCall, options);
        await child.GetResultAsync();
    }

    public static async Task ExecuteChildWorkflowAsync(string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var child = await StartChildWorkflowAsync(workflow, args, options);
        await child.GetResultAsync();
    }

    public static async Task<TResult> ExecuteChildWorkflowAsync<TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var child = await StartChildWorkflowAsync(workflow, args, options);
        return await child.GetResultAsync<TResult>();
    }

    public static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var (method, args) = ExpressionCall.Extract(workflowRunCall);
        return Context.StartChildAsync<TWorkflow, TResult>(WorkflowDefinition.NameFromRunCall(method, typeof(TWorkflow)), args, options ?? new());
    }

    public static async Task<ChildWorkflowHandle<TWorkflow>> StartChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var (method, args) = ExpressionCall.Extract(workflowRunCall);
        return await Context.StartChildAsync<TWorkflow, ValueTuple>(WorkflowDefinition.NameFromRunCall(method, typeof(TWorkflow)), args, options ?? new());
    }

    public static async Task<ChildWorkflowHandle> StartChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await Context.StartChildAsync<ValueTuple, ValueTuple>(workflow, args, options ?? new());
}
