using Temporalio.Workflows;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>Steps in turn, a child in the middle, a long sleep behind each step.</summary>
[Workflow]
public sealed class Chain
{
    private int done;

    [WorkflowQuery]
    public int Done => done;

    [WorkflowRun]
    public async Task<string> RunAsync(int steps, TimeSpan pause)
    {
        var seen = new List<string>();
        for (; done < steps; done++)
        {
            var key = $"step-{done}";
            seen.Add(await Workflow.ExecuteActivityAsync(
                (CountingActivities a) => a.StepAsync(key), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) }));
            if (done == steps / 2)
            {
                seen.Add(await Workflow.ExecuteChildWorkflowAsync((ChainLink w) => w.RunAsync("child"), new() { Id = $"{Workflow.Info.WorkflowId}-child" }));
            }

            await Workflow.DelayAsync(pause);
        }

        return string.Join(",", seen);
    }
}
