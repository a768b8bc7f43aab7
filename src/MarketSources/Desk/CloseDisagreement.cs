using Assay.Domain;

namespace Assay.MarketSources.Desk;

/// <summary>Sources that are further apart on a close than the tolerance.</summary>
/// <param name="Date">The session.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Closes">In failover order.</param>
/// <param name="Chosen">Whose bar is in the table: of three the one with the median close, of two the first.</param>
/// <param name="IsResolved">True where another source is within the tolerance of the chosen one.</param>
public sealed record CloseDisagreement(TradingDate Date, string Symbol, IReadOnlyList<SourceClose> Closes, string Chosen, bool IsResolved);
