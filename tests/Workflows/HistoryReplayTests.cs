using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Assay.Tests.Workflows;

/// <summary>Histories recorded earlier, against the present code.</summary>
public sealed class HistoryReplayTests
{
    private static readonly WorkflowReplayer Replayer = new(new WorkflowReplayerOptions()
        .AddWorkflow<FanOutWorkflow>()
        .AddWorkflow<RetryWorkflow>()
        .AddWorkflow<CancellableWorkflow>()
        .AddWorkflow<CollectWorkflow>());

    [Theory]
    [InlineData("fan-out.json")]
    [InlineData("retry.json")]
    [InlineData("cancelled.json")]
    [InlineData("signals.json")]
    public async Task Replay_RecordedHistory_StillFits(string file)
    {
        var result = await Replayer.ReplayWorkflowAsync(await LoadAsync(file));

        result.ReplayFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Replay_HistoryOfAnotherWorkflow_MustFail()
    {
        // fan-out.json with the ids that a workflow naming its children otherwise would have recorded.
        var failure = await Should.ThrowAsync<WorkflowNondeterminismException>(
            async () => await Replayer.ReplayWorkflowAsync(await LoadAsync("fan-out-other-ids.json")));

        failure.Message.ShouldContain("event 5 StartChildWorkflowExecutionInitiated (ChildOfWorkflow, id old-1)");
        failure.Message.ShouldContain("the id differs");
    }

    private static async Task<WorkflowHistory> LoadAsync(string file) =>
        WorkflowHistory.FromJson("workflow-1", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Histories", file)));
}
