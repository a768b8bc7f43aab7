namespace Assay.Portfolio.Optimizers;

/// <summary>The optimizers by registered name, with their fallbacks: max Sharpe falls back on min volatility, and that one on inverse volatility.</summary>
public static class OptimizerCatalogue
{
    /// <summary>All registered names, the plainest first.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        EqualWeightOptimizer.RegisteredName,
        InverseVolatilityOptimizer.RegisteredName,
        HierarchicalRiskParityOptimizer.RegisteredName,
        MinVolatilityOptimizer.RegisteredName,
        MaxSharpeOptimizer.RegisteredName,
    ];

    public static bool Contains(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">There is no optimizer of that name.</exception>
    public static IOptimizer Create(string name) => name switch
    {
        EqualWeightOptimizer.RegisteredName => new EqualWeightOptimizer(),
        InverseVolatilityOptimizer.RegisteredName => new InverseVolatilityOptimizer(),
        HierarchicalRiskParityOptimizer.RegisteredName => new HierarchicalRiskParityOptimizer(),
        MinVolatilityOptimizer.RegisteredName => WithFallback(),
        MaxSharpeOptimizer.RegisteredName => new FallbackOptimizer(new MaxSharpeOptimizer(), WithFallback()),
        _ => throw new ArgumentException($"There is no optimizer '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
    };

    private static FallbackOptimizer WithFallback() => new(new MinVolatilityOptimizer(), new InverseVolatilityOptimizer());
}
