using System.Globalization;
using Assay.LightGbm;

namespace Assay.Models.Training;

/// <summary>Boosting and random forests by LightGBM, both as regression on the label with squared error.</summary>
internal static class LightgbmTraining
{
    internal static TrainingResult Train(
        LightgbmOptions options,
        int threads,
        int seed,
        TrainingSet training,
        TrainingSet? validation,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var parameters = Parameters(
            threads,
            seed,
            ("boosting", "gbdt"),
            ("learning_rate", Text(options.LearningRate)),
            ("num_leaves", Text(options.Leaves)),
            ("feature_fraction", Text(options.FeatureFraction)),
            ("bagging_fraction", Text(options.BaggingFraction)),
            ("bagging_freq", Text(options.BaggingEveryRounds)),
            ("min_data_in_leaf", Text(options.MinRowsPerLeaf)),
            ("lambda_l2", Text(options.L2Penalty)),
            ("max_bin", Text(options.MaxBins)));
        return Run(
            CandidateKind.Lightgbm,
            parameters,
            options.MaxRounds,
            options.EarlyStoppingRounds,
            training,
            validation,
            progress,
            cancellationToken);
    }

    internal static TrainingResult TrainForest(
        RandomForestOptions options,
        int threads,
        int seed,
        TrainingSet training,
        TrainingSet? validation,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var parameters = Parameters(
            threads,
            seed,
            ("boosting", "rf"),
            ("num_leaves", Text(options.Leaves)),
            ("feature_fraction", Text(options.FeatureFraction)),
            ("bagging_fraction", Text(options.BaggingFraction)),
            ("bagging_freq", "1"),
            ("min_data_in_leaf", Text(options.MinRowsPerLeaf)),
            ("max_bin", Text(options.MaxBins)));
        return Run(
            CandidateKind.RandomForest, parameters, options.Trees, patience: null, training, validation, progress, cancellationToken);
    }

    private static TrainingResult Run(
        CandidateKind kind,
        string parameters,
        int limit,
        int? patience,
        TrainingSet training,
        TrainingSet? validation,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        using var rows = Dataset(training, parameters, reference: null);
        using var laterRows = validation is null ? null : Dataset(validation, parameters, rows);
        using var booster = LightGbmBooster.Create(rows, parameters);
        if (laterRows is not null)
        {
            booster.AddValidation(laterRows);
        }

        var outcome = BoostingRounds.Run(
            limit,
            patience,
            _ => booster.Update(),
            laterRows is null ? null : _ => booster.Evaluate(dataIndex: 1),
            progress,
            cancellationToken);
        return new TrainingResult(kind, booster.Save(outcome.Rounds), outcome.Rounds, outcome.ValidationRmse);
    }

    private static LightGbmDataset Dataset(TrainingSet set, string parameters, LightGbmDataset? reference)
    {
        var dataset = LightGbmDataset.Create(set.Values.Span, set.Features, set.Labels.Span, parameters, reference);
        try
        {
            dataset.SetFeatureNames(set.FeatureNames);
            return dataset;
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What every model has. The three after the seed make a run repeatable: the row-wise histogram needs no timing trial to be chosen, and its
    /// sums run in a fixed order for a given thread count.
    /// </summary>
    private static string Parameters(int threads, int seed, params ReadOnlySpan<(string Name, string Value)> own)
    {
        List<string> pairs =
        [
            "objective=regression",
            "metric=rmse",
            $"seed={Text(seed)}",
            "deterministic=true",
            "force_row_wise=true",
            $"num_threads={Text(threads)}",
            "verbosity=-1",
        ];
        foreach (var (name, value) in own)
        {
            pairs.Add($"{name}={value}");
        }

        return string.Join(' ', pairs);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
