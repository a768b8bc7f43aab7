using Assay.Activities.Contracts.Backtests;
using Temporalio.Workflows;

namespace Assay.Workflows.Selection;

/// <summary>Backtests one candidate under every optimizer.</summary>
[Workflow]
public sealed class CandidateBacktests
{
    [WorkflowRun]
    public Task<BacktestBatch> RunAsync(BacktestInput input) => Workflow.ExecuteActivityAsync(
        (IBacktestActivities activities) => activities.BacktestCandidateAsync(new BacktestCandidate(
            input.Stage, input.Data.Quality.Bars, input.Data.Universe, input.Features, input.Candidate, input.Optimizers)),
        ActivityProfiles.Long($"backtest {input.Candidate.Candidate} under {input.Optimizers.Count} optimizers"));
}
