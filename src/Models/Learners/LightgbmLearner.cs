using Assay.Models.Training;

namespace Assay.Models.Learners;

/// <summary>Gradient boosted trees by LightGBM.</summary>
internal sealed class LightgbmLearner : ILearner
{
    /// <summary>Most boosting rounds; early stopping may end sooner.</summary>
    private static readonly LearnerParameter MaxRounds = LearnerParameter.Whole("max_rounds", 1, 10_000);

    /// <summary>Stop after so many rounds without a better validation error; unused without a validation part.</summary>
    private static readonly LearnerParameter EarlyStoppingRounds = LearnerParameter.Whole("early_stopping_rounds", 1, 1_000);

    /// <summary>Shrinkage of each tree.</summary>
    private static readonly LearnerParameter LearningRate = LearnerParameter.Fraction("learning_rate");

    /// <summary>Most leaves of a tree.</summary>
    private static readonly LearnerParameter Leaves = LearnerParameter.Whole("leaves", 2, 1_024);

    /// <summary>Share of the features drawn for each tree.</summary>
    private static readonly LearnerParameter FeatureFraction = LearnerParameter.Fraction("feature_fraction");

    /// <summary>Share of the rows in a bag.</summary>
    private static readonly LearnerParameter BaggingFraction = LearnerParameter.Fraction("bagging_fraction");

    /// <summary>A new bag is drawn every so many rounds; 0 is never.</summary>
    private static readonly LearnerParameter BaggingEveryRounds = LearnerParameter.Whole("bagging_every_rounds", 0, 1_000);

    /// <summary>Least rows in a leaf.</summary>
    private static readonly LearnerParameter MinRowsPerLeaf = LearnerParameter.Whole("min_rows_per_leaf", 1, int.MaxValue);

    /// <summary>L2 penalty on leaf values.</summary>
    private static readonly LearnerParameter L2Penalty = LearnerParameter.AtLeast("l2_penalty", 0);

    /// <summary>Histogram bins per feature.</summary>
    private static readonly LearnerParameter MaxBins = LearnerParameter.Whole("max_bins", 2, 255);

    public string Kind => "lightgbm";

    public IReadOnlyList<LearnerParameter> Parameters { get; } =
        [MaxRounds, EarlyStoppingRounds, LearningRate, Leaves, FeatureFraction, BaggingFraction, BaggingEveryRounds, MinRowsPerLeaf, L2Penalty, MaxBins];

    public bool StopsEarly => true;

    public TrainingResult Fit(TrainingSet training, TrainingSet? validation, LearnerSettings settings, CancellationToken cancellationToken) =>
        LightgbmTrees.Fit(
            training,
            validation,
            settings,
            settings.Whole(MaxRounds),
            settings.Whole(EarlyStoppingRounds),
            [
                ("boosting", "gbdt"),
                ("learning_rate", settings.Text(LearningRate)),
                ("num_leaves", settings.Text(Leaves)),
                ("feature_fraction", settings.Text(FeatureFraction)),
                ("bagging_fraction", settings.Text(BaggingFraction)),
                ("bagging_freq", settings.Text(BaggingEveryRounds)),
                ("min_data_in_leaf", settings.Text(MinRowsPerLeaf)),
                ("lambda_l2", settings.Text(L2Penalty)),
                ("max_bin", settings.Text(MaxBins)),
            ],
            cancellationToken);

    public ITrainedModel Read(byte[] model, int threads) => LightgbmTrees.Read(Kind, model, threads);
}
