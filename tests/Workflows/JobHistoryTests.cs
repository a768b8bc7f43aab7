using Assay.Workflows.Chain;
using Assay.Workflows.Data;
using Assay.Workflows.Live;
using Assay.Workflows.Monitoring;
using Assay.Workflows.Release;
using Assay.Workflows.Selection;
using Temporalio.Common;
using Temporalio.Worker;

namespace Assay.Tests.Workflows;

/// <summary>
/// Histories of the chain and of the jobs that run by themselves, on a small synthetic market, against the present code. A change that breaks one
/// needs <c>Workflow.Patched</c>, or strands the runs that people have under way. <c>assay workflow show ID --history</c> records them.
/// </summary>
public sealed class JobHistoryTests
{
    private static WorkflowReplayerOptions Options() => new WorkflowReplayerOptions()
        .AddWorkflow<FullChain>()
        .AddWorkflow<DataRefresh>()
        .AddWorkflow<DataImport>()
        .AddWorkflow<DataFetch>()
        .AddWorkflow<DataGenerate>()
        .AddWorkflow<ModelSelection>()
        .AddWorkflow<CandidateTraining>()
        .AddWorkflow<CandidateBacktests>()
        .AddWorkflow<ReleaseAudit>()
        .AddWorkflow<DailyLiveRun>()
        .AddWorkflow<Retrain>();

    [Theory]
    [InlineData("chain")]
    [InlineData("data-refresh")]
    [InlineData("data-fetch")]
    [InlineData("data-generate")]
    [InlineData("data-import")]
    [InlineData("data-import-refused")]
    [InlineData("candidate-training")]
    [InlineData("candidate-backtests")]
    [InlineData("selection-alone")]
    [InlineData("audit-bundle")]
    [InlineData("audit-alone")]
    [InlineData("daily-in-chain")]
    [InlineData("daily")]
    [InlineData("retrain")]
    public async Task Replay_RecordedJob_StillFits(string name)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Histories", $"job-{name}.json"));

        (await ChildIds.ReplayAsync(Options(), WorkflowHistory.FromJson(name, json))).ShouldBeEmpty();
    }
}
