using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Assay.Tests.Workflows;

/// <summary>Activities that note what happened to them.</summary>
public sealed class StepActivities : IStepActivities
{
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Notes { get; } = [];

    [Activity]
    public Task<string> GreetAsync(string name) => Task.FromResult($"Hello {name}");

    [Activity]
    public Task<int> FailUntilAsync(int attempt, string errorType, bool nonRetryable)
    {
        var now = ActivityExecutionContext.Current.Info.Attempt;
        return now >= attempt
            ? Task.FromResult(now)
            : throw new ApplicationFailureException($"attempt {now} failed", errorType, nonRetryable);
    }

    /// <summary>Counts to 5; the first attempt falls over at 3 after a report, the second goes on from there.</summary>
    [Activity]
    public async Task<int> CountFromHeartbeatAsync()
    {
        var context = ActivityExecutionContext.Current;
        var from = context.Info.HeartbeatDetails.Count > 0 ? await context.Info.HeartbeatDetailAtAsync<int>(0) : 0;
        for (var i = from + 1; i <= 5; i++)
        {
            Notes.Enqueue($"{context.Info.Attempt}:{i}");
            context.Heartbeat(i);
            if (i == 3 && context.Info.Attempt == 1)
            {
                throw new ApplicationFailureException("fell over");
            }
        }

        return from;
    }

    [Activity]
    public async Task WaitForCancellationAsync()
    {
        var context = ActivityExecutionContext.Current;
        Waiting.TrySetResult();
        while (true)
        {
            context.Heartbeat("still here");
            await Task.Delay(20, context.CancellationToken);
        }
    }
}
