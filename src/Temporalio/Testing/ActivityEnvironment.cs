using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Converters;

namespace Temporalio.Testing;

/// <summary>Runs activity code in a test, with an <see cref="ActivityExecutionContext"/> but without service and worker.</summary>
public sealed class ActivityEnvironment : IDisposable
{
    private ActivityExecutionContext? context;

    /// <summary>What the activity is told of itself.</summary>
    public ActivityInfo Info { get; init; } = new(
        ActivityId: "test",
        ActivityType: "unknown",
        Attempt: 1,
        CurrentAttemptScheduledTime: DateTime.UnixEpoch,
        DataConverter: DataConverter.Default,
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        Namespace: "default",
        RetryPolicy: null,
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        ScheduledTime: DateTime.UnixEpoch,
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: DateTime.UnixEpoch,
        TaskQueue: "test",
        TaskToken: [],
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Gets the details of every heartbeat.</summary>
    public Action<object?[]>? Heartbeater { get; set; }

    public CancellationTokenSource CancellationTokenSource { get; } = new();

    public CancellationTokenSource WorkerShutdownTokenSource { get; } = new();

    /// <summary>Cancels the activity's token for the reason.</summary>
    public void Cancel(ActivityCancelReason reason)
    {
        if (context is not null)
        {
            context.CancelReason = reason;
        }

        CancellationTokenSource.Cancel();
    }

    public Task RunAsync(Func<Task> activity) => RunAsync(async () =>
    {
        await activity();
        return default(ValueTuple);
    });

    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        context = new(Info, Logger, details => Heartbeater?.Invoke(details), CancellationTokenSource.Token, WorkerShutdownTokenSource.Token);

        // Set inside an async method, the current context ends with it.
        ActivityExecutionContext.SetCurrent(context);
        return await activity();
    }

    public void Dispose()
    {
        CancellationTokenSource.Dispose();
        WorkerShutdownTokenSource.Dispose();
    }
}
