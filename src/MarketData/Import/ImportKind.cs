namespace Assay.MarketData.Import;

/// <summary>What a file holds, as the person says; a table does not tell whether its figures are closes, volatilities or yields.</summary>
public enum ImportKind
{
    /// <summary>Daily bars, a row per date and symbol.</summary>
    Bars,

    /// <summary>Daily prices without a volume, as of an index, a row per date and symbol.</summary>
    Prices,

    /// <summary>Closes alone, a row per date and a column per symbol.</summary>
    Closes,

    /// <summary>Macro series, a row per date and a column per series.</summary>
    Series,

    /// <summary>Fundamental figures, a row per symbol (and day on which they were known) and a column per figure.</summary>
    Fundamentals,

    /// <summary>Lists of an index's members, or of symbols and their sectors.</summary>
    Membership,

    /// <summary>Sentiment by date and symbol.</summary>
    Sentiment,

    /// <summary>Factor and map files of QuantConnect's Lean.</summary>
    LeanActions,

    /// <summary>Fills of one's own orders.</summary>
    Fills,

    /// <summary>Positions held.</summary>
    Positions,
}
