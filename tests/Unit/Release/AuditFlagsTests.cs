using Assay.Release;
using Assay.Release.Audit;
using Snapshooter.Xunit3;

namespace Assay.Tests.Unit.Release;

public sealed class AuditFlagsTests
{
    private static readonly FlagOptions Options = new()
    {
        DeflatedSharpeMin = 0.90,
        OverfittingProbabilityMax = 0.20,
        SharpeFallMax = 0.2,
        WinRateFallMax = 0.05,
        HitRatioFallMax = 0.10,
        ParityMax = 1e-5,
    };

    [Fact]
    public void Judge_NothingWrong_RaisesNothing()
    {
        AuditFlags.Judge(ReleaseSamples.Facts(), Options).ShouldBeEmpty();
        AuditBundle.Of(ReleaseSamples.Facts(), Options).Metrics.DeploymentReady.ShouldBeTrue();
    }

    [Fact]
    public void Judge_EachFaultAlone_RaisesItsFlag()
    {
        var facts = ReleaseSamples.Facts();
        var performance = facts.Champion;
        (AuditFacts Facts, string Flag)[] cases =
        [
            (facts with { Data = facts.Data with { PriceReturnsOnly = true } }, "price_returns_only"),
            (facts with { Data = facts.Data with { AdjustedBeforehand = true } }, "adjusted_beforehand"),
            (facts with { Data = facts.Data with { Verdict = "degraded" } }, "data_gate_degraded"),
            (facts with { Data = facts.Data with { SurvivorshipControlled = false } }, "survivorship_not_controlled"),
            (facts with { DeflatedSharpe = 0.899 }, "deflated_sharpe_low"),
            (facts with { OverfittingProbability = 0.201 }, "overfitting_probability_high"),
            (facts with { Incumbent = performance with { Sharpe = performance.Sharpe + 0.21 } }, "sharpe_fall"),
            (facts with { Incumbent = performance with { WinRate = performance.WinRate + 0.051 } }, "win_rate_fall"),
            (facts with { Incumbent = performance with { HitRatio = performance.HitRatio + 0.101 } }, "hit_ratio_fall"),
            (facts with { ParityMaxAbsoluteDifference = 1.1e-5 }, "onnx_parity"),
            (facts with { ParityMaxAbsoluteDifference = double.NaN }, "onnx_parity"),
            (facts with { SkippedChecks = ["PBO needs 16 blocks."] }, "skipped_check_1"),
            (facts with { PreviousRollback = true }, "previous_rollback"),
        ];
        foreach (var (changed, flag) in cases)
        {
            AuditFlags.Judge(changed, Options).Select(found => found.Id).ShouldBe([flag]);
            AuditBundle.Of(changed, Options).Metrics.DeploymentReady.ShouldBeFalse();
        }
    }

    [Fact]
    public void Judge_ExactlyAtTheThresholds_RaisesNothing()
    {
        var facts = ReleaseSamples.Facts() with { DeflatedSharpe = 0.90, OverfittingProbability = 0.20, ParityMaxAbsoluteDifference = 1e-5 };

        AuditFlags.Judge(facts, Options).ShouldBeEmpty();
    }

    [Fact]
    public void Summary_SyntheticMarketWithFlags_IsThePageThatWasReviewed() => Snapshot.Match(Flagged().Summary);

    [Fact]
    public void Metrics_SyntheticMarketWithFlags_AreTheDocumentThatWasReviewed() => Documents.Match(Flagged().Metrics);

    private static AuditBundle Flagged()
    {
        var facts = ReleaseSamples.Facts();
        return AuditBundle.Of(
            facts with { Synthetic = true, DeflatedSharpe = 0.5, Incumbent = facts.Champion with { Sharpe = 2.1, Sortino = null }, SkippedChecks = ["PBO needs 16 blocks."] },
            Options);
    }
}
