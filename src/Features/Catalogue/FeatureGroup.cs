namespace Assay.Features.Catalogue;

/// <summary>The family a feature belongs to.</summary>
public enum FeatureGroup
{
    Momentum,
    Reversal,
    Volatility,
    Liquidity,
    Range,
    Trend,
    Market,
    Skew,
    Sector,
}
