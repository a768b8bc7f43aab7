using Assay.Models.Evaluation;

namespace Assay.Tests.Unit.Models.Evaluation;

public sealed class QuantileReturnsTests
{
    [Fact]
    public void Of_FormulaScores_EqualsPandasQcut()
    {
        // evaluation_reference_values.py (pandas 1.5.3)
        (double Mean, double Deviation, int Count)[] expected =
        [
            (-0.0052135653432276927, 0.0059009209242428797, 16),
            (-0.0023042597704246706, 0.0074308511505821158, 15),
            (0.0023691689192099287, 0.0085568765914010338, 15),
            (0.0022879567881953036, 0.0078935795858216702, 15),
            (0.0061705832302874622, 0.004989359176946471, 16),
        ];

        var found = QuantileReturns.Of(FormulaScores.ThreeSessions, 5);

        for (var group = 0; group < 5; group++)
        {
            found[group].Quantile.ShouldBe(group + 1);
            found[group].Count.ShouldBe(expected[group].Count);
            found[group].Mean!.Value.ShouldBe(expected[group].Mean, 1e-14);
            found[group].StandardDeviation!.Value.ShouldBe(expected[group].Deviation, 1e-14);
        }
    }

    [Fact]
    public void Of_EqualScores_CutsNothing() =>
        QuantileReturns.Of(FormulaScores.One([1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6]), 3)
            .ShouldAllBe(group => group.Count == 0 && group.Mean == null && group.StandardDeviation == null);
}
