using Temporalio.Activities;

namespace Assay.Activities.Contracts.Models;

/// <summary>Splits, candidate training, and the final fit of the champion.</summary>
public interface IModelActivities
{
    /// <summary>Pure: walk-forward folds with purge and embargo, and the names of the candidates.</summary>
    [Activity]
    Task<TrainingPlan> PlanTrainingAsync(PlanTraining request);

    /// <summary>Pure: trains one candidate on every fold and predicts the test windows.</summary>
    [Activity]
    Task<CandidateResult> TrainCandidateAsync(TrainCandidate request);

    /// <summary>Pure: the equal blend of candidates that are already trained.</summary>
    [Activity]
    Task<CandidateResult> BlendCandidatesAsync(BlendCandidates request);

    /// <summary>Pure: fits the chosen candidate on the latest window, exports it to ONNX and proves parity.</summary>
    [Activity]
    Task<FittedModel> FitChampionAsync(FitChampion request);
}
