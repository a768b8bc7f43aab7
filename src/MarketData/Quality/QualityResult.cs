using Assay.Artifacts.Tables;

namespace Assay.MarketData.Quality;

/// <summary>The three things that leave the gate; every raw row is in exactly one of the two tables.</summary>
/// <param name="Bars">Schema <c>assay.bars/1</c>: complete, consistent bars, one per date and symbol, sorted by date, then symbol.</param>
/// <param name="Quarantine">Schema <c>assay.bars.quarantine/1</c>: the rest, same order, with the rules each row broke.</param>
/// <param name="Report">The report.</param>
public sealed record QualityResult(Table Bars, Table Quarantine, QualityReport Report);
