using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Unit.TemporalioSdk;

/// <summary>Two activities at once; says in which order their continuations ran.</summary>
[Workflow]
public sealed class OrderWorkflow
{
    private readonly List<string> order = [];

    public static ActivityOptions Options { get; } = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.WhenAllAsync(NoteAsync("a"), NoteAsync("b"), NoteAsync("c"));
        return string.Concat(order);
    }

    private async Task NoteAsync(string name)
    {
        await Workflow.ExecuteActivityAsync((ISampleActivities a) => a.EchoAsync(name), Options);
        order.Add(name);
        await Workflow.RunTaskAsync(() =>
        {
            order.Add(name.ToUpperInvariant());
            return Task.CompletedTask;
        });
    }
}

[Workflow]
public sealed class FirstOfTwoWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var first = Workflow.ExecuteActivityAsync((ISampleActivities a) => a.EchoAsync("first"), OrderWorkflow.Options);
        var second = Workflow.ExecuteActivityAsync((ISampleActivities a) => a.EchoAsync("second"), OrderWorkflow.Options);
        return await await Workflow.WhenAnyAsync(first, second);
    }
}

/// <summary>Collects signals until told to stop.</summary>
[Workflow]
public sealed class SignalWorkflow
{
    private readonly List<string> seen = [];
    private bool stop;

    [WorkflowQuery]
    public int Count => seen.Count;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        seen.Add("run");
        Workflow.CurrentDetails = $"{seen.Count} values";
        await Workflow.WaitConditionAsync(() => stop);
        return string.Join(",", seen);
    }

    [WorkflowSignal]
    public Task AddAsync(string value)
    {
        seen.Add(value);
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task StopAsync()
    {
        stop = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery]
    public string At(int index) => seen[index];

    [WorkflowQuery]
    public string Misbehave()
    {
        _ = Workflow.DelayAsync(1000);
        return "unreachable";
    }
}

[Workflow]
public sealed class TimeoutWorkflow
{
    private bool done;

    [WorkflowRun]
    public async Task<bool> RunAsync() => await Workflow.WaitConditionAsync(() => done, TimeSpan.FromHours(1));

    [WorkflowSignal]
    public Task DoneAsync()
    {
        done = true;
        return Task.CompletedTask;
    }
}

/// <summary>What workflow code must not do.</summary>
[Workflow]
public sealed class ForeignWorkflow
{
    [WorkflowRun]
    public async Task RunAsync(string how)
    {
        switch (how)
        {
            case "run":
                await Task.Run(() => Thread.Sleep(1));
                break;
            case "delay":
                await Task.Delay(1);
                break;
            case "detached":
                await LeaveAsync();
                break;
            default:
                throw new InvalidOperationException("a bug in the workflow");
        }
    }

    private static async Task LeaveAsync()
    {
        await Workflow.RunTaskAsync(() => Task.CompletedTask).ConfigureAwait(false);
        await Workflow.DelayAsync(1);
    }
}

[Workflow]
public sealed class FailureWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        try
        {
            return await Workflow.ExecuteActivityAsync((ISampleActivities a) => a.EchoAsync("x"), OrderWorkflow.Options);
        }
        catch (ActivityFailureException e)
        {
            var cause = (ApplicationFailureException)e.InnerException!;
            return $"{cause.ErrorType}|{cause.Message}|{cause.Details.ElementAt<int>(0)}|{e.RetryState}";
        }
    }
}

/// <summary>Cancellation reaches a timer; clean-up goes on detached from it.</summary>
[Workflow]
public sealed class CancelWorkflow
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        try
        {
            await Workflow.DelayAsync(TimeSpan.FromDays(1));
        }
        catch (OperationCanceledException)
        {
            await Workflow.ExecuteActivityAsync(
                (ISampleActivities a) => a.EchoAsync("clean-up"),
                new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), CancellationToken = CancellationToken.None });
            throw;
        }
    }
}

[Workflow]
public sealed class ParentWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        try
        {
            return await Workflow.ExecuteChildWorkflowAsync((FirstOfTwoWorkflow w) => w.RunAsync(), new() { Id = "child-1" });
        }
        catch (ChildWorkflowFailureException e)
        {
            return $"{e.WorkflowId}|{e.RunId}|{e.InnerException!.Message}";
        }
    }
}

[Workflow]
public sealed class TimesWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var before = Workflow.UtcNow;
        var guid = Workflow.NewGuid();
        await Workflow.DelayAsync(1000);
        return $"{guid}|{Workflow.Random.Next(1000)}|{(Workflow.UtcNow - before).TotalSeconds}";
    }
}

public interface ISampleActivities
{
    [Activity]
    Task<string> EchoAsync(string text);
}
