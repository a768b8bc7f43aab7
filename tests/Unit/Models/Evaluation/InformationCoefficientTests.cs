using Assay.Models.Evaluation;

namespace Assay.Tests.Unit.Models.Evaluation;

/// <summary>Reference values from evaluation_reference_values.py beside this file (scipy 1.10.1).</summary>
public sealed class InformationCoefficientTests
{
    [Theory]
    [InlineData(0, 12, 0.5424447245931049, 0.06843253791494099, 0.4055944055944056, 0.19083587400450033)]
    [InlineData(1, 25, 0.5628196020530443, 0.0034010125926623425, 0.5692307692307692, 0.0029803158686151714)]
    [InlineData(2, 40, 0.4994140385983767, 0.0010353882944175088, 0.5088180112570357, 0.0008004202907903811)]
    public void PerSession_FormulaScores_EqualsScipy(int session, int count, double pearson, double pearsonP, double spearman, double spearmanP)
    {
        var found = InformationCoefficient.PerSession(FormulaScores.ThreeSessions)[session];

        found.Count.ShouldBe(count);
        found.Pearson.ShouldBe(pearson, 1e-12);
        found.PearsonPValue.ShouldBe(pearsonP, 1e-10);
        found.Spearman.ShouldBe(spearman, 1e-12);
        found.SpearmanPValue.ShouldBe(spearmanP, 1e-10);
    }

    [Fact]
    public void PerSession_Ties_TakeAverageRanks()
    {
        var found = InformationCoefficient.PerSession(FormulaScores.One([1, 2, 2, 3, 3, 3, 5], [2, 1, 4, 4, 3, 5, 5]))[0];

        found.Pearson.ShouldBe(0.6909634979907082, 1e-12);
        found.PearsonPValue.ShouldBe(0.08560794906581552, 1e-10);
        found.Spearman.ShouldBe(0.7336328364429545, 1e-12);
        found.SpearmanPValue.ShouldBe(0.060561053088875785, 1e-10);
    }

    [Fact]
    public void PerSession_PerfectOrder_HasNoDoubt()
    {
        var found = InformationCoefficient.PerSession(FormulaScores.One([1, 2, 3, 4], [-0.4, -0.1, 0.0, 7.0]))[0];

        found.Spearman.ShouldBe(1.0);
        found.SpearmanPValue.ShouldBe(0.0, 1e-12);
    }

    [Theory]
    [InlineData(new[] { 0.3, 0.3, 0.3 }, new[] { 0.1, 0.2, 0.3 })]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 0.0, 0.0, 0.0 })]
    [InlineData(new[] { 0.1, 0.2 }, new[] { 0.1, 0.2 })]
    public void PerSession_NothingToCorrelate_IsUndefined(double[] scores, double[] returns)
    {
        var found = InformationCoefficient.PerSession(FormulaScores.One(scores, returns))[0];

        found.Pearson.ShouldBe(double.NaN);
        found.Spearman.ShouldBe(double.NaN);
        found.SpearmanPValue.ShouldBe(double.NaN);
        CorrelationSummary.Of([found.Spearman]).ShouldBe(new CorrelationSummary(0, null, null, null, null));
    }

    [Fact]
    public void Summary_ThreeSessions_EqualsNumpy()
    {
        var summary = CorrelationSummary.Of(InformationCoefficient.PerSession(FormulaScores.ThreeSessions).Select(found => found.Spearman));

        summary.Sessions.ShouldBe(3);
        summary.Mean!.Value.ShouldBe(0.4945477286940702, 1e-12);
        summary.StandardDeviation!.Value.ShouldBe(0.08274627241968796, 1e-12);
        summary.InformationRatio!.Value.ShouldBe(5.976676824615505, 1e-9);
        summary.PositiveFraction.ShouldBe(1.0);
    }
}
