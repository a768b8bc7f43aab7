using Temporalio.Activities;
using Temporalio.Workflows;

namespace Assay.Benchmarks.Engine;

/// <summary>Runs activities that do nothing, so many at a time.</summary>
[Workflow]
public class FanOut
{
    [Activity]
    public static Task NothingAsync() => Task.CompletedTask;

    [WorkflowRun]
    public async Task RunAsync(int count, int window)
    {
        var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1) };
        var open = new List<Task>(window);
        for (var i = 0; i < count; i++)
        {
            if (open.Count == window)
            {
                await Workflow.WhenAllAsync(open);
                open.Clear();
            }

            open.Add(Workflow.ExecuteActivityAsync(() => NothingAsync(), options));
        }

        await Workflow.WhenAllAsync(open);
    }
}
