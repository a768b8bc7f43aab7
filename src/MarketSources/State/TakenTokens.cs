namespace Assay.MarketSources.State;

/// <summary>Tokens taken within one slot, a sixtieth of the window.</summary>
/// <param name="Until">End of the slot, in seconds since 1970 UTC; they come back a window later.</param>
/// <param name="Count">How many.</param>
public sealed record TakenTokens(long Until, int Count);
