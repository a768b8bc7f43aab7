using System.Text.Json;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Temporal.Interop.Programs;

[Workflow]
public sealed class Greeting
{
    internal static ActivityOptions Options { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(20),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(20), MaximumAttempts = 3 },
    };

    internal static ActivityOptions TypeScript { get; } = new()
    {
        TaskQueue = "ts",
        StartToCloseTimeout = TimeSpan.FromSeconds(20),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(20), MaximumAttempts = 3 },
    };

    [WorkflowRun]
    public async Task<string> RunAsync(string name) =>
        $"Hello, {(await Workflow.ExecuteActivityAsync(() => NetActivities.Shout(name), Options)).TrimEnd('!')}";
}

/// <summary>Gives back what it was given.</summary>
[Workflow]
public sealed class Mirror
{
    [WorkflowRun]
    public Task<JsonElement> RunAsync(JsonElement value) => Task.FromResult(value);
}

/// <summary>Collects signals until told to finish.</summary>
[Workflow]
public sealed class Collect
{
    private readonly List<string> items = [];
    private bool done;

    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => done);
        return items;
    }

    [WorkflowSignal]
    public Task AddAsync(string item)
    {
        items.Add(item);
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task FinishAsync()
    {
        done = true;
        return Task.CompletedTask;
    }

    [WorkflowQuery]
    public IReadOnlyList<string> Items() => items;

    [WorkflowUpdate]
    public async Task<int> GrowAsync(string item)
    {
        items.Add((await Workflow.ExecuteActivityAsync(() => NetActivities.Shout(item), Greeting.Options)).TrimEnd('!'));
        return items.Count;
    }

    [WorkflowUpdateValidator(nameof(GrowAsync))]
    public void CheckGrow(string item)
    {
        if (item.Length == 0)
        {
            throw new ApplicationFailureException("empty item", "Empty");
        }
    }

    [WorkflowUpdate]
    public Task RefuseAsync() => throw new ApplicationFailureException("not taken", "Refused", details: ["why"]);
}

[Workflow]
public sealed class Failing
{
    [WorkflowRun]
    public Task RunAsync() => throw new ApplicationFailureException("not today", "Refused", nonRetryable: true, details: ["why", 42]);
}

[Workflow]
public sealed class FailingActivity
{
    [WorkflowRun]
    public Task<string> RunAsync() => Workflow.ExecuteActivityAsync(() => NetActivities.Refuse("no"), Greeting.Options);
}

[Workflow]
public sealed class Retried
{
    [WorkflowRun]
    public Task<int> RunAsync(string key) => Workflow.ExecuteActivityAsync((NetActivities a) => a.FailTwice(key), Greeting.Options);
}

/// <summary>Takes the newer of two ways, and notes it in its memo.</summary>
[Workflow]
public sealed class Patched
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var way = Workflow.Patched("newer") ? "new" : "old";
        Workflow.UpsertMemo(MemoUpdate.ValueSet("way", way));
        await Workflow.DelayAsync(5);
        return way;
    }
}

/// <summary>Continues as new until nothing is left; its result is the number of runs.</summary>
[Workflow]
public sealed class Countdown
{
    [WorkflowRun]
    public Task<int> RunAsync(int left, int runs) =>
        left == 0 ? Task.FromResult(runs + 1) : throw Workflow.CreateContinueAsNewException((Countdown w) => w.RunAsync(left - 1, runs + 1));
}

[Workflow]
public sealed class CallsTypeScript
{
    [WorkflowRun]
    public Task<int> RunAsync(int number) => Workflow.ExecuteActivityAsync<int>("square", [number], Greeting.TypeScript);
}

[Workflow]
public sealed class CallsTypeScriptRefusal
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        try
        {
            await Workflow.ExecuteActivityAsync("refuse", [], Greeting.TypeScript);
            return "ended";
        }
        catch (ActivityFailureException failure) when (failure.InnerException is ApplicationFailureException cause)
        {
            return cause.ErrorType ?? "no type";
        }
    }
}

[Workflow]
public sealed class CallsTypeScriptRetried
{
    [WorkflowRun]
    public Task<int> RunAsync(string key) => Workflow.ExecuteActivityAsync<int>("failTwice", [key], Greeting.TypeScript);
}

[Workflow]
public sealed class CallsTypeScriptChild
{
    [WorkflowRun]
    public Task<int> RunAsync(int number) => Workflow.ExecuteChildWorkflowAsync<int>("child", [number], new() { TaskQueue = "ts" });
}
