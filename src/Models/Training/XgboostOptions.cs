namespace Assay.Models.Training;

/// <summary>Settings of gradient boosted trees by XGBoost (histogram method, squared error).</summary>
public sealed record XgboostOptions
{
    /// <summary>Upper limit of boosting rounds, 1 to 10,000; early stopping may end sooner.</summary>
    public required int MaxRounds { get; init; }

    /// <summary>Stop after so many rounds without a better validation error, 1 to 1,000; unused without a validation part.</summary>
    public required int EarlyStoppingRounds { get; init; }

    /// <summary>Shrinkage of each tree, above 0 to 1.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Levels of splits in a tree, 1 to 16.</summary>
    public required int MaxDepth { get; init; }

    /// <summary>Least sum of hessians in a leaf, which is its row count under squared error; at least 0.</summary>
    public required double MinChildWeight { get; init; }

    /// <summary>Share of the rows drawn for each tree, above 0 to 1.</summary>
    public required double RowFraction { get; init; }

    /// <summary>Share of the features drawn for each tree, above 0 to 1.</summary>
    public required double FeatureFraction { get; init; }

    /// <summary>Least loss reduction that makes a split (gamma), at least 0.</summary>
    public required double MinSplitGain { get; init; }

    /// <summary>L2 penalty on leaf values, at least 0.</summary>
    public required double L2Penalty { get; init; }

    /// <summary>Histogram bins per feature, 2 to 1,024.</summary>
    public required int MaxBins { get; init; }
}
