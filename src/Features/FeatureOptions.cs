namespace Assay.Features;

/// <summary>Which features are computed, and how raw values become what a model sees.</summary>
public sealed record FeatureOptions
{
    /// <summary>Names from the catalogue, each once; their order is the order of the columns. At least one.</summary>
    public required IReadOnlyList<string> Enabled { get; init; }

    public required FeatureNormalisation Normalisation { get; init; }

    /// <summary>
    /// The least share of a window's values that must exist for its statistic, 0.5..1; below it the statistic is NaN. Values that are
    /// missing are left out, never filled.
    /// </summary>
    public required double MinimumCoverageFraction { get; init; }

    /// <summary>
    /// Fewest names with a value, 2..1000, for a sector's mean to be used; members of a smaller or unknown sector are measured against
    /// the whole universe.
    /// </summary>
    public required int MinimumSectorNames { get; init; }
}
