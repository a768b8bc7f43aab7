using Assay.LightGbm;
using Assay.Models.Export;
using Assay.Models.Training;

namespace Assay.Models.Learners;

/// <summary>What boosting and forests by LightGBM share: both are regression on the label with squared error.</summary>
internal static class LightgbmTrees
{
    /// <param name="limit">Most trees.</param>
    /// <param name="patience">Trees without a better validation error that end the growth; null never ends it early.</param>
    /// <param name="own">LightGBM's names and values of what only this kind has.</param>
    internal static TrainingResult Fit(
        TrainingSet training,
        TrainingSet? validation,
        LearnerSettings settings,
        int limit,
        int? patience,
        ReadOnlySpan<(string Name, string Value)> own,
        CancellationToken cancellationToken)
    {
        var parameters = Parameters(settings, own);
        using var rows = Dataset(training, parameters, reference: null);
        using var laterRows = validation is null ? null : Dataset(validation, parameters, rows);
        using var booster = LightGbmBooster.Create(rows, parameters);
        if (laterRows is not null)
        {
            booster.AddValidation(laterRows);
        }

        var outcome = BoostingRounds.Run(
            limit, patience, _ => booster.Update(), laterRows is null ? null : _ => booster.Evaluate(dataIndex: 1), cancellationToken);
        return new TrainingResult(booster.Save(outcome.Rounds), outcome.Rounds, outcome.ValidationRmse);
    }

    internal static TreeModel Read(string kind, byte[] model, int threads)
    {
        var ensemble = LightgbmTextModel.Parse(model);
        var booster = LightGbmBooster.Load(model);
        return new TreeModel(kind, model, ensemble, (rows, scores) => booster.Predict(rows, threads, scores), booster);
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
    /// What every model has, and its own. The three after the seed make a run repeatable: the row-wise histogram needs no timing trial to be
    /// chosen, and its sums run in a fixed order for a given thread count.
    /// </summary>
    private static string Parameters(LearnerSettings settings, ReadOnlySpan<(string Name, string Value)> own)
    {
        List<string> pairs =
        [
            "objective=regression",
            "metric=rmse",
            $"seed={LearnerSettings.Text(settings.Seed)}",
            "deterministic=true",
            "force_row_wise=true",
            $"num_threads={LearnerSettings.Text(settings.Threads)}",
            "verbosity=-1",
        ];
        foreach (var (name, value) in own)
        {
            pairs.Add($"{name}={value}");
        }

        return string.Join(' ', pairs);
    }
}
