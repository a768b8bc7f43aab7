using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Models;
using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Backtests;

/// <summary>Portfolios of the scores, through the past, after costs.</summary>
public interface IBacktestActivities
{
    /// <summary>Pure: one candidate under every optimizer.</summary>
    [Activity]
    Task<BacktestBatch> BacktestCandidateAsync(BacktestCandidate request);

    /// <summary>Pure: equal weight of the whole universe, fully invested, under the same costs and calendar.</summary>
    [Activity]
    Task<PairBacktest> BacktestBaselineAsync(BacktestBaseline request);
}

/// <param name="Stage">The run.</param>
/// <param name="Bars">Clean bars.</param>
/// <param name="Universe">Members by session.</param>
/// <param name="Features">For the regimes.</param>
/// <param name="Candidate">The candidate's out-of-sample scores.</param>
/// <param name="Optimizers">Names, in order.</param>
public sealed record BacktestCandidate(
    Stage Stage,
    ArtifactRef Bars,
    ArtifactRef Universe,
    FeatureSet Features,
    CandidateResult Candidate,
    IReadOnlyList<string> Optimizers);

/// <param name="Stage">The run.</param>
/// <param name="Bars">Clean bars.</param>
/// <param name="Universe">Members by session.</param>
/// <param name="Features">For the regimes.</param>
/// <param name="Candidate">Any candidate: its scores say which sessions are tested.</param>
public sealed record BacktestBaseline(Stage Stage, ArtifactRef Bars, ArtifactRef Universe, FeatureSet Features, CandidateResult Candidate);

/// <param name="Candidate">Name of the candidate.</param>
/// <param name="Pairs">One backtest per optimizer, in order.</param>
public sealed record BacktestBatch(string Candidate, IReadOnlyList<PairBacktest> Pairs);

/// <param name="Candidate">Name of the candidate.</param>
/// <param name="Optimizer">Name of the optimizer.</param>
/// <param name="SpecDigest">Digest of the candidate's frozen parameters.</param>
/// <param name="Daily">One row per session.</param>
/// <param name="Weights">Target weights per rebalance.</param>
/// <param name="Measures">Performance measures.</param>
/// <param name="Sharpe">Annualised net Sharpe ratio; null when undefined.</param>
public sealed record PairBacktest(
    string Candidate, string Optimizer, string SpecDigest, ArtifactRef Daily, ArtifactRef Weights, ArtifactRef Measures, double? Sharpe);
