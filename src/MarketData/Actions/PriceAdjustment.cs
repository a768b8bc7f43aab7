namespace Assay.MarketData.Actions;

/// <summary>What is done to raw prices of the past, so that they can be compared with those of the day a history is read for.</summary>
public enum PriceAdjustment
{
    /// <summary>Nothing: what the source said, under the symbols of then.</summary>
    Raw,

    /// <summary>Splits are undone in prices and volumes, and symbols are those of today.</summary>
    Splits,

    /// <summary>As <see cref="Splits"/>, and what was paid out (dividends, spun-off shares) counts as return: prices before it are lowered by its share.</summary>
    TotalReturn,
}
