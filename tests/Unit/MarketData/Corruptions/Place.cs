using Assay.Domain;

namespace Assay.Tests.Unit.MarketData.Corruptions;

/// <summary>Where a file was damaged: lines for a refusal, dates and symbols for findings.</summary>
/// <param name="Lines">First and last line, the heading being 1; null where the file as a whole is damaged.</param>
/// <param name="Dates">First and last date; null for any.</param>
/// <param name="Symbols">Symbols concerned; empty for any.</param>
internal sealed record Place((long First, long Last)? Lines, (TradingDate First, TradingDate Last)? Dates, IReadOnlyList<string> Symbols)
{
    public static Place Whole { get; } = new(null, null, []);

    /// <summary>A finding about a day that is not a symbol's alone names none.</summary>
    public bool Holds(TradingDate? date, string? symbol) =>
        (Dates is null || (date >= Dates.Value.First && date <= Dates.Value.Last)) && (symbol is null || Symbols.Count == 0 || Symbols.Contains(symbol));
}
