using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Collects what signals and updates bring until told to finish.</summary>
[Workflow]
public sealed class Conversation
{
    private readonly List<string> items = [];
    private bool finished;

    [WorkflowQuery]
    public IReadOnlyList<string> Items() => items;

    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => finished && Workflow.AllHandlersFinished);
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

    /// <summary>Gives back what an activity made of the item.</summary>
    [WorkflowUpdate]
    public async Task<string> PutAsync(string item)
    {
        var made = await Workflow.ExecuteActivityAsync((LoadActivities a) => a.Do(item, 0), Load.Short);
        items.Add(item);
        return made;
    }

    [WorkflowUpdateValidator(nameof(PutAsync))]
    public void CheckPut(string item)
    {
        if (item.StartsWith("bad", StringComparison.Ordinal))
        {
            throw new ApplicationFailureException("a bad item", "Bad");
        }
    }
}
