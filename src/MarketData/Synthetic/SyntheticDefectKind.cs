namespace Assay.MarketData.Synthetic;

/// <summary>See <see cref="SyntheticDefectOptions"/>.</summary>
public enum SyntheticDefectKind
{
    MissingRow,
    MissingPrice,
    SwappedPrices,
    BadPrint,
    RepeatedBar,
    DuplicateRow,
    ZeroVolume,
}
