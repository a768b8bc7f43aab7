using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>Activities that count their executions per key, over the lives of the service.</summary>
public sealed class CountingActivities
{
    private readonly ConcurrentDictionary<string, int> executions = new();
    private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyDictionary<string, int> Executions => executions;

    /// <summary>Ends when <see cref="WaitForeverAsync"/> has begun.</summary>
    public Task Waiting => waiting.Task;

    /// <summary>Set by a test to hear of every execution before it returns.</summary>
    public Func<string, Task>? OnExecution { get; set; }

    [Activity]
    public long Echo(int number)
    {
        executions.AddOrUpdate($"echo-{number}", 1, (_, n) => n + 1);
        return number;
    }

    [Activity]
    public async Task<string> StepAsync(string key)
    {
        executions.AddOrUpdate(key, 1, (_, n) => n + 1);
        if (OnExecution is { } hook)
        {
            await hook(key);
        }

        return key;
    }

    [Activity]
    public async Task<int> ResumeAsync()
    {
        var context = ActivityExecutionContext.Current;
        var from = context.Info.HeartbeatDetails.Count > 0 ? await context.Info.HeartbeatDetailAtAsync<int>(0) : 0;
        executions.AddOrUpdate($"resumed-from-{from}", 1, (_, n) => n + 1);
        context.Heartbeat(from + 10);
        return context.Info.Attempt < 3 ? throw new ApplicationFailureException("not yet") : from;
    }

    [Activity]
    public void Refuse() => throw new ApplicationFailureException("bad input", errorType: "BadInput", nonRetryable: true);

    [Activity]
    public async Task WaitForeverAsync()
    {
        var context = ActivityExecutionContext.Current;
        waiting.TrySetResult();
        while (true)
        {
            context.Heartbeat();
            await Task.Delay(20, context.CancellationToken);
        }
    }
}
