using System.Linq.Expressions;
using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Worker.Engine;

namespace Temporalio.Workflows;

/// <summary>
/// What workflow code may use of the world: time, timers, randomness, activities, children, all recorded in the history so that a replay
/// takes the same course. Every member throws <see cref="InvalidOperationException"/> outside workflow code.
/// </summary>
public static partial class Workflow
{
    /// <summary>Cancelled when the workflow is asked to stop; the default token of everything started here.</summary>
    public static CancellationToken CancellationToken => Context.CancellationToken;

    public static WorkflowInfo Info => Context.Info;

    /// <summary>The workflow object.</summary>
    public static object Instance => Context.Instance;

    public static bool InWorkflow => WorkflowRun.Current is not null;

    /// <summary>Silent while history is replayed.</summary>
    public static ILogger Logger => Context.Logger;

    public static DeterministicRandom Random => Context.Random;

    /// <summary>When the workflow task under way began.</summary>
    public static DateTime UtcNow => Context.UtcNow;

    private static WorkflowRun Context => WorkflowRun.Current
        ?? throw new InvalidOperationException("Not in workflow code: the caller is not on a workflow's own scheduler");

    public static Guid NewGuid() => Context.NewGuid();

    /// <summary>A durable timer; <see cref="OperationCanceledException"/> when it is cancelled.</summary>
    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new(millisecondsDelay, null, cancellationToken));

    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new(delay, null, cancellationToken));

    public static Task DelayWithOptionsAsync(DelayOptions options) => Context.DelayAsync(options);

    /// <summary>Waits until the condition on the workflow's own state holds.</summary>
    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        Context.WaitConditionAsync(new(conditionCheck, null, null, cancellationToken));

    /// <summary>As above with a limit; false when the time is over first.</summary>
    public static Task<bool> WaitConditionAsync(Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        WaitConditionAsync(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), cancellationToken);

    public static Task<bool> WaitConditionAsync(Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new(conditionCheck, timeout, nameof(WaitConditionAsync), cancellationToken));

    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options) => Context.WaitConditionAsync(options);

    /// <summary>In place of Task.Run: starts the function on the workflow's own scheduler.</summary>
    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null)
    {
        var run = Context;
        run.EnsureMayAct("start a task");
        return Task.Factory.StartNew(function, cancellationToken ?? run.CancellationToken, TaskCreationOptions.None, run.Scheduler).Unwrap();
    }

    public static Task<TResult> RunTaskAsync<TResult>(Func<Task<TResult>> function, CancellationToken? cancellationToken = null)
    {
        var run = Context;
        run.EnsureMayAct("start a task");
        return Task.Factory.StartNew(function, cancellationToken ?? run.CancellationToken, TaskCreationOptions.None, run.Scheduler).Unwrap();
    }

    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);

    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    public static Task<Task> WhenAnyAsync(params Task[] tasks) => Task.WhenAny(tasks);

    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => Task.WhenAny(tasks);

    public static Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) =>
        WhenAnyAsync((IEnumerable<Task<TResult>>)tasks);

    public static async Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks) =>
        (Task<TResult>)await Task.WhenAny((IEnumerable<Task>)tasks);

    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) =>
        new ExternalWorkflow<ValueTuple>(Context, id, runId);

    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId = null) =>
        new ExternalWorkflow<TWorkflow>(Context, id, runId);

    /// <summary>Makes the exception that, thrown out of the run method, ends this run and goes on in a new one.</summary>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null)
    {
        var (method, args) = ExpressionCall.Extract(workflowRunCall);
        return CreateContinueAsNewException(WorkflowDefinition.NameFromRunCall(method, typeof(TWorkflow)), args, options);
    }

    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null)
    {
        var (method, args) = ExpressionCall.Extract(workflowRunCall);
        return CreateContinueAsNewException(WorkflowDefinition.NameFromRunCall(method, typeof(TWorkflow)), args, options);
    }

    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null) =>
        Context.ContinueAsNew(workflow, args, options);

    /// <summary>What well-behaved workflow code does not need.</summary>
    public static class Unsafe
    {
        /// <summary>True while the code runs again over recorded history; a branch on it breaks determinism.</summary>
        public static bool IsReplaying => Context.IsReplaying;
    }
}
