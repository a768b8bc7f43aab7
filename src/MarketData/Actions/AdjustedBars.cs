using Assay.Artifacts.Tables;

namespace Assay.MarketData.Actions;

/// <param name="Bars">Schema <c>assay.bars.raw/1</c>, sorted by date, symbol, line.</param>
/// <param name="Ignored">Actions passed over, by ex-date and symbol.</param>
public sealed record AdjustedBars(Table Bars, IReadOnlyList<IgnoredAction> Ignored)
{
    /// <summary>Closes and volumes of the same rows as they were traded, schema <c>assay.bars.paid/1</c>; null where nothing was adjusted.</summary>
    public Table? Paid { get; init; }

    /// <summary>Under which symbol a share stands in <see cref="Bars"/>.</summary>
    public ListedSymbols Symbols { get; init; } = ListedSymbols.Same;
}
