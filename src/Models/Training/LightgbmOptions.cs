namespace Assay.Models.Training;

/// <summary>Settings of gradient boosted trees by LightGBM (boosting gbdt, objective regression, metric rmse).</summary>
public sealed record LightgbmOptions
{
    /// <summary>Upper limit of boosting rounds, 1 to 10,000; early stopping may end sooner.</summary>
    public required int MaxRounds { get; init; }

    /// <summary>Stop after so many rounds without a better validation error, 1 to 1,000; unused without a validation part.</summary>
    public required int EarlyStoppingRounds { get; init; }

    /// <summary>Shrinkage of each tree, above 0 to 1.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Most leaves of a tree, 2 to 1,024.</summary>
    public required int Leaves { get; init; }

    /// <summary>Share of the features drawn for each tree, above 0 to 1.</summary>
    public required double FeatureFraction { get; init; }

    /// <summary>Share of the rows in a bag, above 0 to 1.</summary>
    public required double BaggingFraction { get; init; }

    /// <summary>A new bag is drawn every so many rounds, 0 (never) to 1,000.</summary>
    public required int BaggingEveryRounds { get; init; }

    /// <summary>Least rows in a leaf, at least 1.</summary>
    public required int MinRowsPerLeaf { get; init; }

    /// <summary>L2 penalty on leaf values, at least 0.</summary>
    public required double L2Penalty { get; init; }

    /// <summary>Histogram bins per feature, 2 to 255.</summary>
    public required int MaxBins { get; init; }
}
