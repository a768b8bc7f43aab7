using System.Globalization;
using Assay.XGBoost;

namespace Assay.Models.Training;

/// <summary>Boosting by XGBoost: regression on the label with squared error, histogram method.</summary>
internal static class XgboostTraining
{
    internal static TrainingResult Train(
        XgboostOptions options,
        int threads,
        int seed,
        TrainingSet training,
        TrainingSet? validation,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        using var rows = Matrix(training, threads);
        using var laterRows = validation is null ? null : Matrix(validation, threads);
        using var booster = XGBoostBooster.Create(laterRows is null ? [rows] : [rows, laterRows], Parameters(options, threads, seed));
        var outcome = BoostingRounds.Run(
            options.MaxRounds,
            options.EarlyStoppingRounds,
            round =>
            {
                booster.Update(round, rows);
                return true;
            },
            laterRows is null ? null : round => booster.Evaluate(round, laterRows),
            progress,
            cancellationToken);
        using var kept = booster.Slice(outcome.Rounds);
        kept.SetFeatureNames(training.FeatureNames);
        return new TrainingResult(CandidateKind.Xgboost, kept.Save(), outcome.Rounds, outcome.ValidationRmse);
    }

    private static XGBoostMatrix Matrix(TrainingSet set, int threads) =>
        XGBoostMatrix.Create(set.Values.Span, set.Features, set.Labels.Span, threads);

    /// <summary>Labels are ranks around 0, so boosting starts from 0 and not from XGBoost's 0.5.</summary>
    private static KeyValuePair<string, string>[] Parameters(XgboostOptions options, int threads, int seed) =>
    [
        new("booster", "gbtree"),
        new("objective", "reg:squarederror"),
        new("eval_metric", "rmse"),
        new("base_score", "0"),
        new("tree_method", "hist"),
        new("eta", Text(options.LearningRate)),
        new("max_depth", Text(options.MaxDepth)),
        new("min_child_weight", Text(options.MinChildWeight)),
        new("subsample", Text(options.RowFraction)),
        new("colsample_bytree", Text(options.FeatureFraction)),
        new("gamma", Text(options.MinSplitGain)),
        new("lambda", Text(options.L2Penalty)),
        new("max_bin", Text(options.MaxBins)),
        new("seed", Text(seed)),
        new("nthread", Text(threads)),
        new("verbosity", "0"),
    ];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
