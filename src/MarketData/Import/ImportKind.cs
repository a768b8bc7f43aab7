namespace Assay.MarketData.Import;

/// <summary>What a file holds, as the person says; a table does not tell whether its figures are closes, volatilities or yields.</summary>
public enum ImportKind
{
    /// <summary>Daily bars, a row per date and symbol.</summary>
    Bars,
}
