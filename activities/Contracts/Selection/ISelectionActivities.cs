using Assay.Activities.Contracts.Backtests;
using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Selection;

/// <summary>Gates, score, champion against incumbent.</summary>
public interface ISelectionActivities
{
    /// <summary>Pure: every pair through the gates, the best of those that pass.</summary>
    [Activity]
    Task<SelectionOutcome> SelectChampionAsync(SelectChampion request);
}

/// <param name="Stage">The run.</param>
/// <param name="Batches">All pairs.</param>
/// <param name="Baseline">Equal weight of the universe.</param>
/// <param name="Incumbent">The active release, or null.</param>
public sealed record SelectChampion(Stage Stage, IReadOnlyList<BacktestBatch> Batches, PairBacktest Baseline, Incumbent? Incumbent);

/// <param name="Outcome"><c>champion</c>, <c>unchanged</c> or <c>no_champion</c>.</param>
/// <param name="Selection">Every pair with every gate (<c>assay.selection/1</c>).</param>
/// <param name="Comparison">The comparison table.</param>
/// <param name="Winner">The chosen pair; null when there is none.</param>
/// <param name="FailedGates">Per pair that failed: its name and the gates it failed, for people.</param>
public sealed record SelectionOutcome(
    string Outcome, ArtifactRef Selection, ArtifactRef Comparison, PairBacktest? Winner, IReadOnlyList<FailedPair> FailedGates);

/// <param name="Pair">Candidate and optimizer.</param>
/// <param name="Gates">The gates it failed, each with value and threshold.</param>
public sealed record FailedPair(string Pair, IReadOnlyList<string> Gates);
