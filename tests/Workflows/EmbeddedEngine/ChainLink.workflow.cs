using Temporalio.Workflows;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>One step as a workflow of its own; goes on as a new run once.</summary>
[Workflow]
public sealed class ChainLink
{
    [WorkflowRun]
    public async Task<string> RunAsync(string key)
    {
        var result = await Workflow.ExecuteActivityAsync(
            (CountingActivities a) => a.StepAsync(key), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        return Workflow.Info.ContinuedRunId is null
            ? throw Workflow.CreateContinueAsNewException((ChainLink w) => w.RunAsync($"{key}-again"))
            : result;
    }
}
