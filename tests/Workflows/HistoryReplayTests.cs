using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows;

/// <summary>Histories recorded earlier, against the present code.</summary>
public sealed class HistoryReplayTests
{
    [Theory]
    [InlineData("fan-out.json")]
    [InlineData("retry.json")]
    [InlineData("cancelled.json")]
    [InlineData("signals.json")]
    public async Task Replay_RecordedHistory_StillFits(string file) =>
        (await ChildIds.ReplayAsync(Options(), await LoadAsync(file))).ShouldBeEmpty();

    [Fact]
    public async Task Replay_HistoryOfAnotherWorkflow_MustFail() =>
        await Should.ThrowAsync<WorkflowNondeterminismException>(async () => await ChildIds.ReplayAsync(
            new WorkflowReplayerOptions().AddWorkflow<RenamedWorkflow>(), await LoadAsync("retry.json")));

    [Fact]
    public async Task Replay_ChildrenOfOtherIds_AreFound() =>
        // fan-out.json with the ids that a workflow naming its children otherwise would have recorded.
        (await ChildIds.ReplayAsync(Options(), await LoadAsync("fan-out-other-ids.json")))
            .ShouldBe(["workflow-1-1, recorded as old-1", "workflow-1-2, recorded as old-2", "workflow-1-3, recorded as old-3"]);

    private static WorkflowReplayerOptions Options() => new WorkflowReplayerOptions()
        .AddWorkflow<FanOutWorkflow>()
        .AddWorkflow<RetryWorkflow>()
        .AddWorkflow<CancellableWorkflow>()
        .AddWorkflow<CollectWorkflow>();

    private static async Task<WorkflowHistory> LoadAsync(string file) =>
        WorkflowHistory.FromJson("workflow-1", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Histories", file)));

    /// <summary>Takes the place of <see cref="RetryWorkflow"/> and does something else.</summary>
    [Workflow(nameof(RetryWorkflow))]
    public sealed class RenamedWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(int attempt, string errorType, bool nonRetryable) => Workflow.DelayAsync(attempt);
    }
}
