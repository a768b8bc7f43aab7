using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>
/// A worker that runs one workflow: some activities one after the other, a timer behind each, then the end. What it does next follows from
/// the history alone, so any worker can go on where another stopped.
/// </summary>
internal sealed class ScriptedWorker(RawClient client, int steps, TimeSpan pause)
{
    private int executions;

    public int Executions => executions;

    /// <summary>Works until the workflow has ended; gives its last event's type.</summary>
    public async Task<EventType> RunAsync(string workflowId)
    {
        using var source = new CancellationTokenSource();
        var workflows = LoopAsync(client.PollWorkflowAsync, DecideAsync, source.Token);
        var activities = LoopAsync(client.PollActivityAsync, ExecuteAsync, source.Token);
        var end = await client.EndAsync(workflowId);
        await source.CancelAsync();
        await Task.WhenAll(workflows, activities);
        return end.EventType;
    }

    private static async Task LoopAsync<T>(
        Func<CancellationToken, Task<T>> poll, Func<T, Task> answer, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await answer(await poll(cancellationToken));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or RpcException)
        {
            // Polls end with the test, or with the service.
        }
    }

    private async Task DecideAsync(PollWorkflowTaskQueueResponse task)
    {
        var events = task.History.Events;
        var activities = events.Count(e => e.EventType == EventType.ActivityTaskCompleted);
        var timers = events.Count(e => e.EventType == EventType.TimerFired);
        var isWaiting = events.Count(e => e.EventType == EventType.ActivityTaskScheduled) > activities
            || events.Count(e => e.EventType == EventType.TimerStarted) > timers;
        Temporalio.Api.Command.V1.Command[] commands = isWaiting ? []
            : timers == steps ? [Commands.Complete()]
            : activities == timers ? [Commands.Activity($"a{activities}")]
            : [Commands.Timer($"t{timers}", pause)];
        await client.CompleteTaskAsync(task.TaskToken, commands);
    }

    private async Task ExecuteAsync(PollActivityTaskQueueResponse task)
    {
        Interlocked.Increment(ref executions);
        await (task.ActivityId == "a1" && task.Attempt == 1
            ? client.FailActivityAsync(task.TaskToken, Commands.Application("again"))
            : client.CompleteActivityAsync(task.TaskToken, task.ActivityId));
    }
}
