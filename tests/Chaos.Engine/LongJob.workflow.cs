using Temporalio.Workflows;

namespace Assay.Tests.Chaos.Engine;

/// <summary>A long activity that resumes from its heartbeats.</summary>
[Workflow]
public sealed class LongJob
{
    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync(int steps) =>
        [await Workflow.ExecuteActivityAsync((LoadActivities a) => a.CountAsync("long", steps), Load.Long)];
}
