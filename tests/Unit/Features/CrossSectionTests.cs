using Assay.Features;

namespace Assay.Tests.Unit.Features;

public sealed class CrossSectionTests
{
    [Fact]
    public void AverageRanks_TiesAndMissing_EqualScipy()
    {
        // scipy 1.10.1: rankdata([3, 1, 4, 1, 5, 3, 3]) = [4, 1.5, 6, 1.5, 7, 4, 4]
        double[] values = [3, 1, double.NaN, 4, 1, 5, 3, 3];

        var count = CrossSection.AverageRanks(values, new int[8], new double[8]);

        count.ShouldBe(7);
        values.ShouldBe([4, 1.5, double.NaN, 6, 1.5, 7, 4, 4]);
    }

    [Fact]
    public void CentredRanks_FiveValues_SpreadEvenly()
    {
        double[] values = [10, double.NaN, 50, 20, 20, -3];

        CrossSection.CentredRanks(values, new int[6], new double[6]);

        values.ShouldBe([-0.5, double.NaN, 1.0, 0.25, 0.25, -1.0]);
    }

    [Fact]
    public void CentredRanks_LoneValue_IsNotRanked()
    {
        double[] values = [double.NaN, 7];

        CrossSection.CentredRanks(values, new int[2], new double[2]);

        values.ShouldBe([double.NaN, double.NaN]);
    }

    [Fact]
    public void ClippedZScores_Outlier_IsCutToOne()
    {
        var values = new double[30];
        values[7] = 1e6;
        values[8] = double.NaN;

        CrossSection.ClippedZScores(values);

        values[7].ShouldBe(1.0);
        values[8].ShouldBe(double.NaN);
        // Mean 1e6 / 29, sample deviation 1e6 / √29: z = −1 / √29, by three.
        values[0].ShouldBe(-1.0 / Math.Sqrt(29.0) / 3.0, 1e-12);
    }

    [Fact]
    public void ClippedZScores_EqualValues_AreUndefined()
    {
        double[] values = [0.1, 0.1, 0.1];

        CrossSection.ClippedZScores(values);

        values.ShouldAllBe(value => double.IsNaN(value));
    }
}
