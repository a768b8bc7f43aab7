namespace Assay.MarketSources;

/// <summary>What a source can be asked for.</summary>
public enum SourceDataset
{
    /// <summary>Daily bars, raw: <c>assay.observed.bars/1</c>.</summary>
    Bars,

    /// <summary>Splits and cash dividends: <c>assay.observed.actions/1</c>.</summary>
    Actions,

    /// <summary>Reported figures and ratios: <c>assay.observed.fundamentals/1</c>.</summary>
    Fundamentals,

    /// <summary>Macro series, with their vintages where the source has them: <c>assay.observed.series/1</c>.</summary>
    Series,

    /// <summary>Scores of the news about a symbol: <c>assay.observed.sentiment/1</c>.</summary>
    Sentiment,
}
