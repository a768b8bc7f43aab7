using Temporalio.Activities;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows;

/// <summary>The contract; the attribute stands here and on the implementation, since it is not inherited.</summary>
public interface IStepActivities
{
    [Activity]
    Task<string> GreetAsync(string name);

    [Activity]
    Task<int> FailUntilAsync(int attempt, string errorType, bool nonRetryable);

    [Activity]
    Task<int> CountFromHeartbeatAsync();

    [Activity]
    Task WaitForCancellationAsync();
}

[Workflow]
public sealed class GreetingWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name)
    {
        var greeting = await Workflow.ExecuteActivityAsync((IStepActivities a) => a.GreetAsync(name), Profiles.Short);
        await Workflow.DelayAsync(TimeSpan.FromHours(48));
        return greeting;
    }
}

/// <summary>The timeouts and retries used in the tests.</summary>
internal static class Profiles
{
    public static ActivityOptions Short { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(5),
        RetryPolicy = new() { MaximumAttempts = 3, NonRetryableErrorTypes = ["BadInput"] },
        Summary = "one step",
    };

    public static ActivityOptions Long { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromHours(1),
        HeartbeatTimeout = TimeSpan.FromSeconds(30),
        RetryPolicy = new RetryPolicy { MaximumAttempts = 3 },
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
    };
}

[Workflow]
public sealed class RetryWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int attempt, string errorType, bool nonRetryable)
    {
        try
        {
            var attempts = await Workflow.ExecuteActivityAsync((IStepActivities a) => a.FailUntilAsync(attempt, errorType, nonRetryable), Profiles.Short);
            return $"done at attempt {attempts}";
        }
        catch (ActivityFailureException e)
        {
            var cause = (ApplicationFailureException)e.InnerException!;
            return $"{e.RetryState}|{cause.ErrorType}|{cause.Message}";
        }
    }
}

[Workflow]
public sealed class HeartbeatWorkflow
{
    [WorkflowRun]
    public Task<int> RunAsync() => Workflow.ExecuteActivityAsync((IStepActivities a) => a.CountFromHeartbeatAsync(), Profiles.Long);
}

[Workflow]
public sealed class CancellableWorkflow
{
    [WorkflowQuery]
    public string Stage { get; private set; } = "new";

    [WorkflowRun]
    public async Task RunAsync()
    {
        Stage = "waiting";
        try
        {
            await Workflow.ExecuteActivityAsync((IStepActivities a) => a.WaitForCancellationAsync(), Profiles.Long);
        }
        catch (ActivityFailureException e) when (TemporalException.IsCanceledException(e))
        {
            Stage = "cleaned up";
            throw;
        }
    }
}

[Workflow]
public sealed class CollectWorkflow
{
    private readonly List<int> values = [];
    private bool finish;

    [WorkflowQuery]
    public int Sum => values.Sum();

    [WorkflowRun]
    public async Task<IReadOnlyList<int>> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => finish);
        return values;
    }

    [WorkflowSignal]
    public Task AddAsync(int value)
    {
        values.Add(value);
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task FinishAsync()
    {
        finish = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery]
    public int Times(int factor) => factor < 0 ? throw new ArgumentOutOfRangeException(nameof(factor), "factor must not be negative") : Sum * factor;
}

[Workflow]
public sealed class ChildOfWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int value)
    {
        await Workflow.DelayAsync(TimeSpan.FromMinutes(value));
        return value < 0 ? throw new ApplicationFailureException("negative", "Negative") : value * value;
    }
}

[Workflow]
public sealed class FanOutWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int children)
    {
        var squares = await Workflow.WhenAllAsync(Enumerable.Range(1, children).Select(i =>
            Workflow.ExecuteChildWorkflowAsync((ChildOfWorkflow w) => w.RunAsync(i), new() { Id = $"{Workflow.Info.WorkflowId}-{i}" })));
        return string.Join(",", squares);
    }
}

[Workflow]
public sealed class FailingParentWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteChildWorkflowAsync("FailingChildWorkflow", [], new() { Id = "failing-child" });
}

[Workflow]
public sealed class FailingChildWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => throw new ApplicationFailureException("the child broke", "Broken", details: ["x"]);
}

[Workflow]
public sealed class SignalChildWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        var child = await Workflow.StartChildWorkflowAsync((CollectWorkflow w) => w.RunAsync(), new() { Id = "collector" });
        await child.SignalAsync(w => w.AddAsync(4));
        await Workflow.GetExternalWorkflowHandle<CollectWorkflow>("collector").SignalAsync(w => w.AddAsync(5));
        await child.SignalAsync(w => w.FinishAsync());
        return (await child.GetResultAsync()).Sum();
    }
}

[Workflow]
public sealed class CountDownWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(int left, string soFar)
    {
        await Workflow.DelayAsync(TimeSpan.FromMinutes(1));
        return left == 0
            ? soFar
            : throw Workflow.CreateContinueAsNewException((CountDownWorkflow w) => w.RunAsync(left - 1, soFar + left));
    }
}

/// <summary>Fails its workflow task on the first attempts, as a bug would until a corrected worker runs.</summary>
[Workflow]
public sealed class BuggyWorkflow
{
    private static int attempts;

    public static int Attempts
    {
        get => attempts;
        set => attempts = value;
    }

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.DelayAsync(1000);
        return Interlocked.Increment(ref attempts) < 3 ? throw new InvalidOperationException("a bug") : "corrected";
    }
}

[Workflow]
public sealed class WindowWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync(int total, int window)
    {
        var running = new Queue<Task<string>>();
        var done = 0;
        for (var i = 0; i < total; i++)
        {
            if (running.Count == window)
            {
                await running.Dequeue();
                done++;
            }

            running.Enqueue(Workflow.ExecuteActivityAsync((IStepActivities a) => a.GreetAsync("x"), Profiles.Short));
        }

        await Workflow.WhenAllAsync(running);
        return done + running.Count;
    }
}
