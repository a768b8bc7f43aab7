using Assay.Domain;

namespace Assay.MarketData.Synthetic;

/// <summary>A corporate action of a synthetic market, in the terms of <see cref="Actions.ActionKind"/>.</summary>
/// <param name="ExDate">First session at the new terms; of a delisting the first without trading.</param>
/// <param name="KnownOn">The session on whose close it is known.</param>
/// <param name="Symbol">Symbol.</param>
/// <param name="Kind">As <c>ActionKind</c> spells it.</param>
/// <param name="Ratio">Of a split; else NaN.</param>
/// <param name="Amount">Of a dividend or a delisting, money for a share; else NaN.</param>
public sealed record SyntheticAction(TradingDate ExDate, TradingDate KnownOn, string Symbol, string Kind, double Ratio, double Amount);
