using Temporalio.Workflows;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Continues as new while signals come in; what it has collected goes along.</summary>
[Workflow]
public sealed class Rollover
{
    private readonly List<string> items = [];
    private bool finished;

    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<string> collected, int runsLeft, bool isFinished)
    {
        items.InsertRange(0, collected);
        finished |= isFinished;
        if (runsLeft > 0)
        {
            await Workflow.DelayAsync(Workflow.Random.Next(10, 80));
            throw Workflow.CreateContinueAsNewException((Rollover w) => w.RunAsync(items, runsLeft - 1, finished));
        }

        await Workflow.WaitConditionAsync(() => finished);
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
        finished = true;
        return Task.CompletedTask;
    }
}
