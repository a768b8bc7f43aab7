namespace Assay.Live.Trades;

/// <summary>What the generator must know of one name that is held or wanted.</summary>
/// <param name="Symbol">Symbol.</param>
/// <param name="Price">The session's close, above 0; NaN where there is none.</param>
/// <param name="TargetWeight">Fraction of the portfolio, at least 0.</param>
/// <param name="MaxShares">Most shares one session's trade may take of the market's volume; 0 where no volume is known.</param>
public readonly record struct NameQuote(string Symbol, double Price, double TargetWeight, double MaxShares);
