namespace Assay.Models.Training;

/// <summary>Settings of a random forest, grown by LightGBM (boosting rf): unshrunken trees on fresh bags, whose outputs are averaged.</summary>
public sealed record RandomForestOptions
{
    /// <summary>Trees in the forest, 1 to 10,000.</summary>
    public required int Trees { get; init; }

    /// <summary>Most leaves of a tree, 2 to 4,096.</summary>
    public required int Leaves { get; init; }

    /// <summary>Share of the features drawn for each tree, above 0 and below 1.</summary>
    public required double FeatureFraction { get; init; }

    /// <summary>Share of the rows in each tree's bag (drawn without replacement), above 0 and below 1.</summary>
    public required double BaggingFraction { get; init; }

    /// <summary>Least rows in a leaf, at least 1.</summary>
    public required int MinRowsPerLeaf { get; init; }

    /// <summary>Histogram bins per feature, 2 to 255.</summary>
    public required int MaxBins { get; init; }
}
