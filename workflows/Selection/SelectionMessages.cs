using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Models;
using Assay.Activities.Contracts.Selection;
using Assay.Domain;
using Assay.Workflows.Data;
using Assay.Workflows.Jobs;

namespace Assay.Workflows.Selection;

/// <summary>Either what a parent prepared, or a job of its own.</summary>
/// <param name="Prepared">The run and its snapshot; null for a job of its own.</param>
/// <param name="Job">The job; null for a child.</param>
public sealed record SelectionInput(PreparedSelection? Prepared, JobRequest? Job = null);

/// <param name="Stage">The run.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Profile"><c>quick</c> or <c>full</c>.</param>
/// <param name="AsOf">The instant of the run.</param>
public sealed record PreparedSelection(Stage Stage, DataSnapshot Data, string Profile, DateTimeOffset AsOf);

/// <param name="RunId">Name of the run and of its folder.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Selection">Candidates, pairs and the choice.</param>
/// <param name="Report">The HTML page of a selection that ran by itself; null for a child, whose parent draws it.</param>
public sealed record ModelSelectionResult(string RunId, DataSnapshot Data, SelectionResult Selection, ArtifactRef? Report);

/// <param name="Features">The feature set.</param>
/// <param name="Plan">The training plan.</param>
/// <param name="Candidates">Every trained candidate, blends last.</param>
/// <param name="Batches">Every pair's backtest, in the candidates' order.</param>
/// <param name="Baseline">Equal weight of the universe.</param>
/// <param name="History">The release that was active before, and what was rolled back.</param>
/// <param name="Outcome">The choice.</param>
/// <param name="Model">The fitted champion; null unless the outcome is a champion.</param>
public sealed record SelectionResult(
    FeatureSet Features,
    TrainingPlan Plan,
    IReadOnlyList<CandidateResult> Candidates,
    IReadOnlyList<BacktestBatch> Batches,
    PairBacktest Baseline,
    ReleaseHistory History,
    SelectionOutcome Outcome,
    FittedModel? Model);

/// <param name="Stage">The run.</param>
/// <param name="Features">The feature set.</param>
/// <param name="Splits">The folds.</param>
/// <param name="Candidate">Name of the candidate.</param>
public sealed record CandidateInput(Stage Stage, FeatureSet Features, ArtifactRef Splits, string Candidate);

/// <param name="Stage">The run.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Features">The feature set.</param>
/// <param name="Candidate">The trained candidate.</param>
/// <param name="Optimizers">Names, in order.</param>
public sealed record BacktestInput(
    Stage Stage, DataSnapshot Data, FeatureSet Features, CandidateResult Candidate, IReadOnlyList<string> Optimizers);
