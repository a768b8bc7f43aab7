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

    private static readonly CandidateSpec Candidate = Candidates.Of(
        "xgboost",
        ("max_rounds", 40),
        ("early_stopping_rounds", 5),
        ("learning_rate", 0.3),
        ("max_depth", 3),
        ("min_child_weight", 2),
        ("row_fraction", 0.8),
        ("feature_fraction", 0.75),
        ("min_split_gain", 0.001),
        ("l2_penalty", 1),
        ("max_bins", 32));

    [Fact]
    public void Train_ReferenceRows_GivesTheReferenceModel()
    {
        var result = new ModelTrainer(threads: 2, seed: 3).Train(Candidate, GoldenRows.Set(0, 200), GoldenRows.Set(200, 40));
        using var model = TrainedModel.Load("xgboost", result.Model, threads: 2);
        using var scorer = OnnxScorer.Load(OnnxExporter.Export(model), threads: 1);
        var native = new double[8];
        var exported = new double[8];

        model.Predict(GoldenRows.Values(200, 8), native);
        scorer.Score(GoldenRows.Values(200, 8), exported);

        result.Rounds.ShouldBe(20);
        result.ValidationRmse.ShouldNotBeNull().ShouldBe(0.03857175602921973, 1e-12);
        for (var row = 0; row < 8; row++)
        {
            native[row].ShouldBe(Reference[row], 1e-7);
            exported[row].ShouldBe(Reference[row], 1e-6);
        }
    }
}
