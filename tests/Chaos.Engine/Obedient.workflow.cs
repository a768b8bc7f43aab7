using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Waits until it is cancelled, cleans up, and ends cancelled.</summary>
[Workflow]
public sealed class Obedient
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        try
        {
            await Workflow.ExecuteActivityAsync((LoadActivities a) => a.WaitAsync("idle"), Load.Long);
        }
        catch (ActivityFailureException) when (Workflow.CancellationToken.IsCancellationRequested)
        {
            // Cancelled, or timed out because its worker was killed: once asked to stop, it is not tried again.
            await Workflow.ExecuteActivityAsync((LoadActivities a) => a.Do("clean-up", 0), Load.Detached);
            Workflow.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
