using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Release;
using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Live;

/// <summary>The day's recommendations from the active release.</summary>
public interface IRecommendationActivities
{
    /// <summary>Pure: scores, target weights, trades and checks for one session.</summary>
    [Activity]
    Task<DailyResult> RecommendAsync(Recommend request);
}

/// <param name="Stage">The run.</param>
/// <param name="Date">The session, ISO date.</param>
/// <param name="Release">The active release.</param>
/// <param name="Bars">Clean bars up to that session or later; later ones are not read.</param>
/// <param name="Universe">Members by session.</param>
/// <param name="Features">The feature set.</param>
/// <param name="State">Positions and history.</param>
public sealed record Recommend(
    Stage Stage, string Date, ActiveRelease Release, ArtifactRef Bars, ArtifactRef Universe, FeatureSet Features, LiveState State);

/// <param name="Trades">trades.csv (LR-04).</param>
/// <param name="Weights">portfolio_weights.csv.</param>
/// <param name="Signals">signals.json.</param>
/// <param name="MonitoringLog">monitoring_log.json.</param>
/// <param name="Report">report.html.</param>
/// <param name="Day">The day's row of the performance history.</param>
/// <param name="TradeCount">Number of trades.</param>
/// <param name="Turnover">One-way.</param>
/// <param name="Regime">0, 1 or 2.</param>
/// <param name="Violations">Safety checks that failed; empty when all hold.</param>
public sealed record DailyResult(
    ArtifactRef Trades,
    ArtifactRef Weights,
    ArtifactRef Signals,
    ArtifactRef MonitoringLog,
    ArtifactRef Report,
    ArtifactRef Day,
    int TradeCount,
    double Turnover,
    int Regime,
    IReadOnlyList<string> Violations);
