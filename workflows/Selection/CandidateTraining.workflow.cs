using Assay.Activities.Contracts.Models;
using Temporalio.Workflows;

namespace Assay.Workflows.Selection;

/// <summary>Trains one candidate on every fold.</summary>
[Workflow]
public sealed class CandidateTraining
{
    [WorkflowRun]
    public Task<CandidateResult> RunAsync(CandidateInput input) => Workflow.ExecuteActivityAsync(
        (IModelActivities activities) => activities.TrainCandidateAsync(
            new TrainCandidate(input.Stage, input.Features, input.Splits, input.Candidate)),
        ActivityProfiles.Long($"train {input.Candidate}"));
}
