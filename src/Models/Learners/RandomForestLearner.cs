using Assay.Models.Training;

namespace Assay.Models.Learners;

/// <summary>A random forest, grown by LightGBM (boosting rf): unshrunken trees on fresh bags, whose outputs are averaged.</summary>
internal sealed class RandomForestLearner : ILearner
{
    /// <summary>Trees in the forest.</summary>
    private static readonly LearnerParameter Trees = LearnerParameter.Whole("trees", 1, 10_000);

    /// <summary>Most leaves of a tree.</summary>
    private static readonly LearnerParameter Leaves = LearnerParameter.Whole("leaves", 2, 4_096);

    /// <summary>Share of the features drawn for each tree.</summary>
    private static readonly LearnerParameter FeatureFraction = LearnerParameter.ProperFraction("feature_fraction");

    /// <summary>Share of the rows in each tree's bag, drawn without replacement.</summary>
    private static readonly LearnerParameter BaggingFraction = LearnerParameter.ProperFraction("bagging_fraction");

    /// <summary>Least rows in a leaf.</summary>
    private static readonly LearnerParameter MinRowsPerLeaf = LearnerParameter.Whole("min_rows_per_leaf", 1, int.MaxValue);

    /// <summary>Histogram bins per feature.</summary>
    private static readonly LearnerParameter MaxBins = LearnerParameter.Whole("max_bins", 2, 255);

    public string Kind => "random_forest";

    public IReadOnlyList<LearnerParameter> Parameters { get; } = [Trees, Leaves, FeatureFraction, BaggingFraction, MinRowsPerLeaf, MaxBins];

    /// <summary>More trees never hurt a forest, so it learns from the whole window.</summary>
    public bool StopsEarly => false;

    public TrainingResult Fit(TrainingSet training, TrainingSet? validation, LearnerSettings settings, CancellationToken cancellationToken) =>
        LightgbmTrees.Fit(
            training,
            validation,
            settings,
            settings.Whole(Trees),
            patience: null,
            [
                ("boosting", "rf"),
                ("num_leaves", settings.Text(Leaves)),
                ("feature_fraction", settings.Text(FeatureFraction)),
                ("bagging_fraction", settings.Text(BaggingFraction)),
                ("bagging_freq", "1"),
                ("min_data_in_leaf", settings.Text(MinRowsPerLeaf)),
                ("max_bin", settings.Text(MaxBins)),
            ],
            cancellationToken);

    public ITrainedModel Read(byte[] model, int threads) => LightgbmTrees.Read(Kind, model, threads);
}
