namespace Assay.MarketData.Actions;

/// <summary>The words for <see cref="PriceAdjustment"/> on the command line and in messages.</summary>
public static class PriceAdjustments
{
    public const string Raw = "raw";
    public const string Splits = "splits";
    public const string TotalReturn = "total_return";

    /// <exception cref="ArgumentException">The word is none of the three.</exception>
    public static PriceAdjustment Parse(string word) => word switch
    {
        Raw => PriceAdjustment.Raw,
        Splits => PriceAdjustment.Splits,
        TotalReturn => PriceAdjustment.TotalReturn,
        _ => throw new ArgumentException($"'{word}' is no adjustment of prices, only {Raw}, {Splits} and {TotalReturn} are.", nameof(word)),
    };
}
