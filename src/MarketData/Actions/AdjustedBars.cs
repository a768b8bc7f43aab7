using Assay.Artifacts.Tables;

namespace Assay.MarketData.Actions;

/// <param name="Bars">Schema <c>assay.bars.raw/1</c>, sorted by date, symbol, line.</param>
/// <param name="Ignored">Actions passed over, by ex-date and symbol.</param>
public sealed record AdjustedBars(Table Bars, IReadOnlyList<IgnoredAction> Ignored);
