namespace Assay.MarketData.Synthetic;

/// <summary>A style factor: a return that all symbols share in proportion to their own loading, drawn once from a standard normal distribution.</summary>
public sealed record SyntheticStyleOptions
{
    /// <summary>Its name; none twice.</summary>
    public required string Name { get; init; }

    /// <summary>Annual arithmetic drift for a loading of 1. −1 to 1.</summary>
    public required double Premium { get; init; }

    /// <summary>Annual volatility for a loading of 1. Over 0, to 1.</summary>
    public required double Volatility { get; init; }
}
