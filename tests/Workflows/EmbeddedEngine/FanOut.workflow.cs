using Temporalio.Workflows;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>Many activities with a bounded number under way; gives the sum of what they return.</summary>
[Workflow]
public sealed class FanOut
{
    [WorkflowRun]
    public async Task<long> RunAsync(int count, int window)
    {
        var sum = 0L;
        var running = new List<Task<long>>();
        for (var i = 0; i < count; i++)
        {
            if (running.Count == window)
            {
                var done = await Workflow.WhenAnyAsync(running);
                running.Remove(done);
                sum += await done;
            }

            var number = i;
            running.Add(Workflow.ExecuteActivityAsync(
                (CountingActivities a) => a.Echo(number), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) }));
        }

        foreach (var rest in await Workflow.WhenAllAsync(running))
        {
            sum += rest;
        }

        return sum;
    }
}
