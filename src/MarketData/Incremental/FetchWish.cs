using Assay.Domain;

namespace Assay.MarketData.Incremental;

/// <summary>What a person or a schedule wants to have.</summary>
/// <param name="Datasets">Names of observed datasets, each once.</param>
/// <param name="Symbols">Symbols of every dataset but series.</param>
/// <param name="Series">Macro series.</param>
/// <param name="From">First day wanted; null for what the marks, or the configured years, say.</param>
/// <param name="To">Last day wanted; null for the last that can be had.</param>
/// <param name="Full">Ask for everything again.</param>
public sealed record FetchWish(
    IReadOnlyList<string> Datasets, IReadOnlyList<string> Symbols, IReadOnlyList<string> Series, TradingDate? From, TradingDate? To, bool Full);
