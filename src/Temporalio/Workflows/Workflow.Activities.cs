using System.Linq.Expressions;
using Temporalio.Activities;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <content>
/// Activities, by a call in a lambda that is read and not executed. Each throws <see cref="Exceptions.ActivityFailureException"/> when the
/// activity ends without a result.
/// </content>
public static partial class Workflow
{
    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<TResult>> activityCall, ActivityOptions options) =>
        ExecuteCallAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync(Expression<Action> activityCall, ActivityOptions options) =>
        ExecuteCallAsync<ValueTuple>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options) => ExecuteCallAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, ActivityOptions options) => ExecuteCallAsync<ValueTuple>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<Task<TResult>>> activityCall, ActivityOptions options) =>
        ExecuteCallAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync(Expression<Func<Task>> activityCall, ActivityOptions options) =>
        ExecuteCallAsync<ValueTuple>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options) => ExecuteCallAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options) => ExecuteCallAsync<ValueTuple>(activityCall, options);

    public static Task ExecuteActivityAsync(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(activity, args, options);

    public static Task<TResult> ExecuteActivityAsync<TResult>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Context.ExecuteActivityAsync<TResult>(activity, args, options);

    private static Task<TResult> ExecuteCallAsync<TResult>(LambdaExpression activityCall, ActivityOptions options)
    {
        var (method, args) = ExpressionCall.Extract(activityCall);
        return Context.ExecuteActivityAsync<TResult>(ActivityDefinition.NameFromMethod(method), args, options);
    }
}
