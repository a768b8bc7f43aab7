using Temporalio.Workflows;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Activities one after another and side by side, some failing at first, with timers between.</summary>
[Workflow]
public sealed class Steps
{
    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync(int count)
    {
        var results = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var (number, failures) = (i, Workflow.Random.Next(4) == 0 ? 1 : 0);
            if (i % 2 == 0)
            {
                results.Add(await Workflow.ExecuteActivityAsync((LoadActivities a) => a.Do($"step-{number}", failures), Load.Short));
            }
            else
            {
                results.AddRange(await Workflow.WhenAllAsync(
                    Workflow.ExecuteActivityAsync((LoadActivities a) => a.Do($"left-{number}", failures), Load.Short),
                    Workflow.ExecuteActivityAsync((LoadActivities a) => a.Do($"right-{number}", 0), Load.Short)));
                await Workflow.DelayAsync(Workflow.Random.Next(5, 60));
            }
        }

        return results;
    }
}
