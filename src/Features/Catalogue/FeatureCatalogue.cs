namespace Assay.Features.Catalogue;

/// <summary>Every feature there is. Which ones a model sees is configuration.</summary>
public static class FeatureCatalogue
{
    public static IReadOnlyList<FeatureDefinition> All { get; } =
    [
        .. MomentumFeatures.All,
        .. ReversalFeatures.All,
        .. VolatilityFeatures.All,
        .. LiquidityFeatures.All,
        .. RangeFeatures.All,
        .. TrendFeatures.All,
        .. MarketFeatures.All,
        .. SkewFeatures.All,
        .. SectorFeatures.All,
    ];

    private static Dictionary<string, FeatureDefinition> ByName { get; } =
        All.ToDictionary(feature => feature.Name, StringComparer.Ordinal);

    public static bool Contains(string name) => ByName.ContainsKey(name);

    /// <exception cref="ArgumentException">No such feature.</exception>
    public static FeatureDefinition Get(string name) => ByName.TryGetValue(name, out var feature)
        ? feature
        : throw new ArgumentException($"'{name}' is not in the feature catalogue.", nameof(name));
}
