using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Temporalio.Common;
using Temporalio.Worker;

namespace Assay.Tests.Workflows.Releases;

/// <summary>
/// Histories of releases recorded earlier, against the present code: people decide for days, so that a new program finds open ones.
/// </summary>
public sealed class ReleaseHistoryTests
{
    [Theory]
    [InlineData("release-deployed")]
    [InlineData("release-refused-signature")]
    [InlineData("release-expired")]
    [InlineData("release-cancelled")]
    [InlineData("rollback")]
    [InlineData("monitoring-asked")]
    [InlineData("monitoring-rolled-back")]
    public async Task Replay_RecordedHistory_StillFits(string name)
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions()
            .AddWorkflow<ReleaseModel>()
            .AddWorkflow<Rollback>()
            .AddWorkflow<HeightenedMonitoring>());
        var json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Histories", name + ".json"));

        (await replayer.ReplayWorkflowAsync(WorkflowHistory.FromJson("recorded", json))).ReplayFailure.ShouldBeNull();
    }
}
