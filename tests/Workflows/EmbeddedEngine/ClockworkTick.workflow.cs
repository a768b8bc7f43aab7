using Temporalio.Workflows;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>One run of what goes by the clock.</summary>
[Workflow]
public sealed class ClockworkTick
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync(
        (CountingActivities a) => a.StepAsync("tick"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
}
