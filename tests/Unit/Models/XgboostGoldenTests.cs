using Assay.Models.Export;
using Assay.Models.Training;

namespace Assay.Tests.Unit.Models;

/// <summary>
/// Reference values by Debian's python3-xgboost 1.7.4 (xgboost.train with early_stopping_rounds=5 on the same rows, parameters base_score=0,
/// tree_method=hist, eta=0.3, max_depth=3, min_child_weight=2, subsample=0.8, colsample_bytree=0.75, gamma=0.001, lambda=1, max_bin=32, seed=3,
/// nthread=2; predict with iteration_range up to the best iteration).
/// </summary>
public sealed class XgboostGoldenTests
{
    private static readonly double[] Reference =
    [
        -0.2759968936443329, -0.17300893366336823, -0.05635734647512436, 0.06805745512247086, 0.13939517736434937, 0.16894672811031342,
        -0.23877738416194916, -0.200778067111969,
    ];

    private static readonly CandidateSpec Candidate = new()
    {
        Name = "golden",
        Kind = CandidateKind.Xgboost,
        Xgboost = new XgboostOptions
        {
            MaxRounds = 40,
            EarlyStoppingRounds = 5,
            LearningRate = 0.3,
            MaxDepth = 3,
            MinChildWeight = 2,
            RowFraction = 0.8,
            FeatureFraction = 0.75,
            MinSplitGain = 0.001,
            L2Penalty = 1,
            MaxBins = 32,
        },
    };

    [Fact]
    public void Train_ReferenceRows_GivesTheReferenceModel()
    {
        var (values, labels) = Rows();
        var result = new ModelTrainer(threads: 2, seed: 3).Train(Candidate, Set(values, labels, 0, 200), Set(values, labels, 200, 40));
        using var model = TrainedModel.Load(CandidateKind.Xgboost, result.Model, threads: 2);
        using var scorer = OnnxScorer.Load(OnnxExporter.Export(model), threads: 1);
        var native = new double[8];
        var exported = new double[8];

        model.Predict(values.AsSpan(200 * 4, 8 * 4), native);
        scorer.Score(values.AsSpan(200 * 4, 8 * 4), exported);

        result.Rounds.ShouldBe(20);
        result.ValidationRmse.ShouldNotBeNull().ShouldBe(0.03857175602921973, 1e-12);
        for (var row = 0; row < 8; row++)
        {
            native[row].ShouldBe(Reference[row], 1e-7);
            exported[row].ShouldBe(Reference[row], 1e-6);
        }
    }

    private static TrainingSet Set(float[] values, float[] labels, int first, int count) =>
        new(values.AsMemory(first * 4, count * 4), labels.AsMemory(first, count), ["a", "b", "c", "d"]);

    private static (float[] Values, float[] Labels) Rows()
    {
        var values = new float[240 * 4];
        var labels = new float[240];
        for (var i = 0; i < 240; i++)
        {
            var x = new double[4];
            for (var j = 0; j < 4; j++)
            {
                x[j] = (i * 37 + j * 101 + i * j * 13) % 211 / 211.0 - 0.5;
                values[i * 4 + j] = (i * 7 + j * 3) % 11 == 0 ? float.NaN : (float)x[j];
            }

            labels[i] = (float)(0.6 * x[0] - 0.4 * x[1] * x[1] + 0.3 * x[2] * x[3]);
        }

        return (values, labels);
    }
}
