using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Contracts.Models;
using Assay.Activities.Contracts.Release;
using Assay.Activities.Contracts.Selection;
using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Reports;

/// <summary>What a run found, drawn for people.</summary>
public interface IReportActivities
{
    /// <summary>Pure: one self-contained HTML page.</summary>
    [Activity]
    Task<ArtifactRef> BuildRunReportAsync(BuildRunReport request);
}

/// <param name="Stage">The run.</param>
/// <param name="Market">Name of the market.</param>
/// <param name="Quality">Result of the quality gate.</param>
/// <param name="Plan">The training plan.</param>
/// <param name="Candidates">Every trained candidate.</param>
/// <param name="Batches">Every pair's backtest.</param>
/// <param name="Baseline">Equal weight of the universe.</param>
/// <param name="Selection">The selection.</param>
/// <param name="Audit">The bundle; null when there is no new champion.</param>
/// <param name="Daily">The day's recommendations; null when no release is active.</param>
public sealed record BuildRunReport(
    Stage Stage,
    string Market,
    QualityResult Quality,
    TrainingPlan Plan,
    IReadOnlyList<CandidateResult> Candidates,
    IReadOnlyList<BacktestBatch> Batches,
    PairBacktest Baseline,
    SelectionOutcome Selection,
    AuditResult? Audit,
    DailyResult? Daily);
