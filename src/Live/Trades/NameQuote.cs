namespace Assay.Live.Trades;

/// <summary>What the generator must know of one name that is held or wanted.</summary>
/// <param name="Symbol">Symbol.</param>
/// <param name="Price">The session's close, above 0; NaN where there is none.</param>
/// <param name="TargetWeight">Fraction of the portfolio, at least 0.</param>
/// <param name="MaxShares">Most shares one session's trade may take of the market's volume; null where its bars tell no volume, so that nothing says how many could be had.</param>
/// <param name="LastPrice">The latest close before, which values what is held where the session has none; NaN where there is none either.</param>
public readonly record struct NameQuote(string Symbol, double Price, double TargetWeight, double? MaxShares, double LastPrice = double.NaN)
{
    /// <summary>What values a holding: the session's close, or the latest before it; null where there is none.</summary>
    public decimal? ValuationPrice => Price > 0 ? (decimal)Price : LastPrice > 0 ? (decimal)LastPrice : null;
}
