namespace Assay.MarketData.Synthetic;

/// <summary>Splits and cash dividends. Raw prices jump by them; prices adjusted for them do not. Prices in the quote currency.</summary>
public sealed record SyntheticActionOptions
{
    /// <summary>A close above this announces a split. Over the target.</summary>
    public required double SplitAbovePrice { get; init; }

    /// <summary>The ratio of a split is the whole number, at least 2, that brings the price nearest to this. Over 0.</summary>
    public required double SplitTargetPrice { get; init; }

    /// <summary>A close below this announces a reverse split, one share for ten. 0 (none) to below a tenth of the price that announces a split.</summary>
    public required double ReverseSplitBelowPrice { get; init; }

    /// <summary>Share of the symbols that pay a dividend each quarter. 0 to 1.</summary>
    public required double PayerFraction { get; init; }

    /// <summary>Lowest annual dividend by the price; those of the payers lie evenly between the two. 0 to 0.2.</summary>
    public required double LowestYield { get; init; }

    /// <summary>Highest annual dividend by the price. Not below the lowest, to 0.2.</summary>
    public required double HighestYield { get; init; }

    /// <summary>Sessions from the close on which an action is known to its ex-date. 1 to 25.</summary>
    public required int NoticeSessions { get; init; }
}
