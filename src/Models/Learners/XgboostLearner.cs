using Assay.Models.Export;
using Assay.Models.Training;
using Assay.XGBoost;

namespace Assay.Models.Learners;

/// <summary>Gradient boosted trees by XGBoost: regression on the label with squared error, histogram method.</summary>
internal sealed class XgboostLearner : ILearner
{
    /// <summary>Most boosting rounds; early stopping may end sooner.</summary>
    private static readonly LearnerParameter MaxRounds = LearnerParameter.Whole("max_rounds", 1, 10_000);

    /// <summary>Stop after so many rounds without a better validation error; unused without a validation part.</summary>
    private static readonly LearnerParameter EarlyStoppingRounds = LearnerParameter.Whole("early_stopping_rounds", 1, 1_000);

    /// <summary>Shrinkage of each tree.</summary>
    private static readonly LearnerParameter LearningRate = LearnerParameter.Fraction("learning_rate");

    /// <summary>Levels of splits in a tree.</summary>
    private static readonly LearnerParameter MaxDepth = LearnerParameter.Whole("max_depth", 1, 16);

    /// <summary>Least sum of hessians in a leaf, which is its row count under squared error.</summary>
    private static readonly LearnerParameter MinChildWeight = LearnerParameter.AtLeast("min_child_weight", 0);

    /// <summary>Share of the rows drawn for each tree.</summary>
    private static readonly LearnerParameter RowFraction = LearnerParameter.Fraction("row_fraction");

    /// <summary>Share of the features drawn for each tree.</summary>
    private static readonly LearnerParameter FeatureFraction = LearnerParameter.Fraction("feature_fraction");

    /// <summary>Least loss reduction that makes a split (gamma).</summary>
    private static readonly LearnerParameter MinSplitGain = LearnerParameter.AtLeast("min_split_gain", 0);

    /// <summary>L2 penalty on leaf values.</summary>
    private static readonly LearnerParameter L2Penalty = LearnerParameter.AtLeast("l2_penalty", 0);

    /// <summary>Histogram bins per feature.</summary>
    private static readonly LearnerParameter MaxBins = LearnerParameter.Whole("max_bins", 2, 1_024);

    public string Kind => "xgboost";

    public IReadOnlyList<LearnerParameter> Parameters { get; } =
        [MaxRounds, EarlyStoppingRounds, LearningRate, MaxDepth, MinChildWeight, RowFraction, FeatureFraction, MinSplitGain, L2Penalty, MaxBins];

    public bool StopsEarly => true;

    public TrainingResult Fit(TrainingSet training, TrainingSet? validation, LearnerSettings settings, CancellationToken cancellationToken)
    {
        using var rows = Matrix(training, settings.Threads);
        using var laterRows = validation is null ? null : Matrix(validation, settings.Threads);
        using var booster = XGBoostBooster.Create(laterRows is null ? [rows] : [rows, laterRows], Arguments(settings));
        var outcome = BoostingRounds.Run(
            settings.Whole(MaxRounds),
            settings.Whole(EarlyStoppingRounds),
            round =>
            {
                booster.Update(round, rows);
                return true;
            },
            laterRows is null ? null : round => booster.Evaluate(round, laterRows),
            cancellationToken);
        using var kept = booster.Slice(outcome.Rounds);
        kept.SetFeatureNames(training.FeatureNames);
        return new TrainingResult(kept.Save(), outcome.Rounds, outcome.ValidationRmse);
    }

    public ITrainedModel Read(byte[] model, int threads)
    {
        var ensemble = XgboostJsonModel.Parse(model);
        var booster = XGBoostBooster.Load(model, threads);
        return new TreeModel(Kind, model, ensemble, (rows, scores) => Score(booster, rows, scores), booster);
    }

    private static void Score(XGBoostBooster booster, ReadOnlySpan<float> rows, Span<double> scores)
    {
        var native = new float[scores.Length];
        booster.Predict(rows, native);
        for (var row = 0; row < native.Length; row++)
        {
            scores[row] = native[row];
        }
    }

    private static XGBoostMatrix Matrix(TrainingSet set, int threads) =>
        XGBoostMatrix.Create(set.Values.Span, set.Features, set.Labels.Span, threads);

    /// <summary>Labels are ranks around 0, so boosting starts from 0 and not from XGBoost's 0.5.</summary>
    private static KeyValuePair<string, string>[] Arguments(LearnerSettings settings) =>
    [
        new("booster", "gbtree"),
        new("objective", "reg:squarederror"),
        new("eval_metric", "rmse"),
        new("base_score", "0"),
        new("tree_method", "hist"),
        new("eta", settings.Text(LearningRate)),
        new("max_depth", settings.Text(MaxDepth)),
        new("min_child_weight", settings.Text(MinChildWeight)),
        new("subsample", settings.Text(RowFraction)),
        new("colsample_bytree", settings.Text(FeatureFraction)),
        new("gamma", settings.Text(MinSplitGain)),
        new("lambda", settings.Text(L2Penalty)),
        new("max_bin", settings.Text(MaxBins)),
        new("seed", LearnerSettings.Text(settings.Seed)),
        new("nthread", LearnerSettings.Text(settings.Threads)),
        new("verbosity", "0"),
    ];
}
