using Assay.Models.Training;

namespace Assay.Tests.Unit.Models;

public sealed class RidgeLearnerTests
{
    /// <summary>
    /// By Debian's python3-sklearn 1.2.1: make_pipeline(SimpleImputer(), StandardScaler(), Ridge(alpha=0.1 * 200, solver="cholesky")) fitted on
    /// the first 200 golden rows, predict of the next seven, which lie in the range of the first.
    /// </summary>
    private static readonly double[] Reference =
    [
        -0.27774990852078174, -0.17779887706746858, -0.06539195607232531, 0.016569792432440784, 0.0988250312494636, 0.21820196540919942,
        -0.2319355031820271,
    ];

    [Fact]
    public void Fit_GoldenRows_ScoresAsScikitLearn()
    {
        var scores = Scores(Fit(GoldenRows.Set(0, 200), 0.1), GoldenRows.Values(200, 7));

        for (var row = 0; row < Reference.Length; row++)
        {
            scores[row].ShouldBe(Reference[row], 1e-14);
        }
    }

    [Fact]
    public void Fit_LabelIsALine_FindsIt()
    {
        var values = new float[] { 1, 5, -2, 3, 4, 1, 0.5f, -1, 2, 2 };
        var labels = new float[5];
        for (var row = 0; row < 5; row++)
        {
            labels[row] = (2 * values[2 * row]) - (0.25f * values[(2 * row) + 1]) + 3;
        }

        var scores = Scores(Fit(new TrainingSet(values, labels, ["a", "b"]), 1e-12), values);

        for (var row = 0; row < 5; row++)
        {
            scores[row].ShouldBe(labels[row], 1e-9);
        }
    }

    [Fact]
    public void Fit_UncorrelatedFeatureAtPenaltyOne_KeepsHalfOfItsWeight()
    {
        float[] values = [-1, -1, -1, 1, 1, -1, 1, 1];
        float[] labels = [-2, -2, 2, 2];

        var scores = Scores(Fit(new TrainingSet(values, labels, ["a", "b"]), 1), values);

        scores.ShouldBe([-1, -1, 1, 1], 1e-15);
    }

    [Fact]
    public void Predict_OutsideOfTheTrainingRows_HoldsAtTheirRange()
    {
        float[] values = [-1, 0, 1, 2];
        float[] labels = [-1, 0, 1, 2];
        var model = Fit(new TrainingSet(values, labels, ["a"]), 1e-9);

        var scores = Scores(model, [2, 7, float.PositiveInfinity, float.NegativeInfinity, -1, float.NaN]);

        scores[1].ShouldBe(scores[0]);
        scores[2].ShouldBe(scores[0]);
        scores[3].ShouldBe(scores[4]);
        scores[5].ShouldBe(0.5, 1e-8, "a missing value counts as the mean");
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(float.NaN)]
    public void Fit_FeatureWithoutVariance_ChangesNothing(float constant)
    {
        var set = GoldenRows.Set(0, 200);
        var wider = new float[200 * 5];
        for (var row = 0; row < 200; row++)
        {
            GoldenRows.Values(row, 1).CopyTo(wider.AsSpan(row * 5));
            wider[(row * 5) + 4] = constant;
        }

        var expected = Scores(Fit(set, 0.1), GoldenRows.Values(0, 200));
        var actual = Scores(Fit(new TrainingSet(wider, set.Labels, [.. set.FeatureNames, "e"]), 0.1), wider);

        actual.ShouldBe(expected);
    }

    [Fact]
    public void Fit_FeatureTwice_SharesItsWeight()
    {
        float[] values = [-1, -1, 1, 1, 2, 2, -2, -2];
        float[] labels = [-1, 1, 2, -2];

        Should.NotThrow(() => Fit(new TrainingSet(values, labels, ["a", "b"]), 0.1));
        Should.Throw<ModelException>(() => Fit(new TrainingSet(values, labels, ["a", "b"]), 1e-300)).Message.ShouldContain("greater l2_penalty");
    }

    private static byte[] Fit(TrainingSet set, double penalty) =>
        new ModelTrainer(threads: 1, seed: 0).Train(Candidates.Of("ridge").With("l2_penalty", penalty), set, null).Model;

    private static double[] Scores(byte[] model, ReadOnlySpan<float> rows)
    {
        using var loaded = TrainedModel.Load("ridge", model, threads: 1);
        var scores = new double[rows.Length / loaded.FeatureNames.Count];
        loaded.Predict(rows, scores);
        return scores;
    }
}
