using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>Has a child run by the clock for some time, then stops it; gives back how the child's chain ended.</summary>
[Workflow]
public sealed class Clockwork
{
    [WorkflowRun]
    public async Task<string> RunAsync(TimeSpan length)
    {
        using var cancellation = new CancellationTokenSource();
        var tick = await Workflow.StartChildWorkflowAsync(
            (ClockworkTick w) => w.RunAsync(),
            new() { Id = $"{Workflow.Info.WorkflowId}-tick", CronSchedule = "0 * * * *", CancellationToken = cancellation.Token });
        await Workflow.DelayAsync(length);
        cancellation.Cancel();
        try
        {
            await tick.GetResultAsync();
            return "completed";
        }
        catch (ChildWorkflowFailureException failure) when (TemporalException.IsCanceledException(failure))
        {
            return "canceled";
        }
    }
}
