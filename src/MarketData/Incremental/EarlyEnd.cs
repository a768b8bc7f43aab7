using Assay.Domain;

namespace Assay.MarketData.Incremental;

/// <summary>A symbol whose bars end though sources that are up to date were asked, and of which no delisting is known.</summary>
/// <param name="Symbol">As the snapshot spells it.</param>
/// <param name="Last">Its last session with a bar.</param>
/// <param name="AskedAgain">The session after which it is asked for again.</param>
public sealed record EarlyEnd(string Symbol, TradingDate Last, TradingDate AskedAgain);
