using Assay.Domain;

namespace Assay.MarketData.Actions;

/// <summary>The place of a symbol in the latest list of an index that was known.</summary>
/// <param name="IsMember">True when the list names it.</param>
/// <param name="KnownSince">The day of the list.</param>
/// <param name="Sector">Its sector there; null where none is given.</param>
/// <param name="KnownAt">Since when the list is known.</param>
/// <param name="Source">Who says so.</param>
public sealed record SymbolMembership(bool IsMember, TradingDate KnownSince, string? Sector, DateTimeOffset KnownAt, string Source);
