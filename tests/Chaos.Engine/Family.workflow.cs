using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Children: one that ends by itself, one that is signalled, one that is cancelled.</summary>
[Workflow]
public sealed class Family
{
    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var id = Workflow.Info.WorkflowId;
        using var cancellation = new CancellationTokenSource();
        var worker = await Workflow.StartChildWorkflowAsync((Steps w) => w.RunAsync(2), Options($"{id}-worker"));
        var listener = await Workflow.StartChildWorkflowAsync((Conversation w) => w.RunAsync(), Options($"{id}-listener"));
        var idler = await Workflow.StartChildWorkflowAsync((Obedient w) => w.RunAsync(), Options($"{id}-idler", cancellation.Token));
        await listener.SignalAsync(w => w.AddAsync("one"));
        await Workflow.GetExternalWorkflowHandle<Conversation>($"{id}-listener").SignalAsync(w => w.AddAsync("two"));
        await listener.SignalAsync(w => w.FinishAsync());
        cancellation.Cancel();
        var heard = await listener.GetResultAsync();
        var worked = await worker.GetResultAsync();
        try
        {
            await idler.GetResultAsync();
            return ["the idler was not cancelled"];
        }
        catch (ChildWorkflowFailureException failure) when (TemporalException.IsCanceledException(failure))
        {
            return [.. heard, .. worked];
        }
    }

    private static ChildWorkflowOptions Options(string id, CancellationToken? cancellation = null) =>
        new() { Id = id, TaskTimeout = Load.TaskTimeout, CancellationToken = cancellation };
}
