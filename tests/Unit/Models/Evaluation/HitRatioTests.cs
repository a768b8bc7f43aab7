using Assay.Models.Evaluation;

namespace Assay.Tests.Unit.Models.Evaluation;

public sealed class HitRatioTests
{
    [Fact]
    public void HitRatio_FormulaScores_EqualsPandas() =>
        HitRatio.Of(FormulaScores.ThreeSessions).ShouldBe(new Share(55, 75));

    [Fact]
    public void HitRatio_NamesOnAMedian_AreNotCounted() =>
        HitRatio.Of(FormulaScores.One([1, 2, 3, 4, 5], [0.1, 0.5, 0.3, 0.2, 0.4])).ShouldBe(new Share(2, 4));

    [Fact]
    public void HitRatio_NoRows_IsUndefined() => HitRatio.Of(FormulaScores.One([], [])).Fraction.ShouldBeNull();

    [Fact]
    public void LongPrecision_FormulaScores_EqualsPandas() =>
        LongPrecision.Of(FormulaScores.ThreeSessions, 5).ShouldBe(new Share(13, 16));

    [Fact]
    public void LongPrecision_ReturnOnTheMedian_DoesNotBeatIt() =>
        LongPrecision.Of(FormulaScores.One([1, 2, 3, 4, 5], [0.1, 0.5, 0.2, 0.4, 0.3]), 5).Fraction.ShouldBe(0.0);
}
