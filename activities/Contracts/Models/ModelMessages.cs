using Assay.Activities.Contracts.Features;
using Assay.Domain;

namespace Assay.Activities.Contracts.Models;

/// <param name="Stage">The run.</param>
/// <param name="Features">The feature set.</param>
/// <param name="Profile"><c>quick</c>: the last year of tests; <c>full</c>: every fold.</param>
public sealed record PlanTraining(Stage Stage, FeatureSet Features, string Profile);

/// <param name="Splits">The folds (<c>assay.splits/1</c>).</param>
/// <param name="Folds">Number of folds.</param>
/// <param name="FirstTest">First session of the first test window, ISO date.</param>
/// <param name="LastTest">Last session of the last test window, ISO date.</param>
/// <param name="Candidates">Candidates to train, in configured order.</param>
/// <param name="Blends">Blends of them, in configured order.</param>
/// <param name="Optimizers">Optimizers each candidate is paired with, in configured order.</param>
public sealed record TrainingPlan(
    ArtifactRef Splits,
    int Folds,
    string FirstTest,
    string LastTest,
    IReadOnlyList<string> Candidates,
    IReadOnlyList<BlendPlan> Blends,
    IReadOnlyList<string> Optimizers);

/// <param name="Name">Name of the blend.</param>
/// <param name="Members">Names of its members.</param>
public sealed record BlendPlan(string Name, IReadOnlyList<string> Members);

/// <param name="Stage">The run.</param>
/// <param name="Features">The feature set.</param>
/// <param name="Splits">The folds.</param>
/// <param name="Candidate">Name of a configured candidate.</param>
public sealed record TrainCandidate(Stage Stage, FeatureSet Features, ArtifactRef Splits, string Candidate);

/// <param name="Candidate">Name.</param>
/// <param name="SpecDigest">Digest of the candidate's frozen parameters, members included.</param>
/// <param name="Predictions">Out-of-sample scores of all folds.</param>
/// <param name="Metrics">Information coefficient and other measures of the scores.</param>
/// <param name="Models">The model of each fold.</param>
/// <param name="MeanInformationCoefficient">Mean daily rank information coefficient out of sample; null when undefined.</param>
public sealed record CandidateResult(
    string Candidate,
    string SpecDigest,
    ArtifactRef Predictions,
    ArtifactRef Metrics,
    IReadOnlyList<ArtifactRef> Models,
    double? MeanInformationCoefficient);

/// <param name="Stage">The run.</param>
/// <param name="Features">The feature set.</param>
/// <param name="Splits">The folds.</param>
/// <param name="Blend">Name of the configured blend.</param>
/// <param name="Members">Its trained members, in configured order.</param>
public sealed record BlendCandidates(
    Stage Stage, FeatureSet Features, ArtifactRef Splits, string Blend, IReadOnlyList<CandidateResult> Members);

/// <param name="Stage">The run.</param>
/// <param name="Features">The feature set.</param>
/// <param name="Splits">The folds; the final window is among them.</param>
/// <param name="Candidate">Name of the champion's candidate or blend.</param>
public sealed record FitChampion(Stage Stage, FeatureSet Features, ArtifactRef Splits, string Candidate);

/// <param name="Model">The native model.</param>
/// <param name="Onnx">The same model as ONNX.</param>
/// <param name="Parity">The proof that both give the same scores.</param>
/// <param name="MaxAbsoluteDifference">Largest difference over the parity rows.</param>
public sealed record FittedModel(ArtifactRef Model, ArtifactRef Onnx, ArtifactRef Parity, double MaxAbsoluteDifference);
