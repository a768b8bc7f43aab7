namespace Assay.MarketSources.Desk;

/// <summary>What the desk found out about the present price of one symbol.</summary>
/// <param name="Symbol">In our spelling.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Quote">Null unless the outcome is known or stale.</param>
/// <param name="Attempts">Sources turned to, in order.</param>
public sealed record QuoteLook(string Symbol, QuoteOutcome Outcome, Quote? Quote, IReadOnlyList<FetchAttempt> Attempts);
