using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.Import;

/// <summary>What was read from a file, and what is to be said of it.</summary>
/// <param name="Tables">Observed tables.</param>
/// <param name="Form">How the file is written, in words.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Symbols">Distinct symbols, or series.</param>
/// <param name="First">Earliest date.</param>
/// <param name="Last">Latest date.</param>
/// <param name="Remarks">What a person should know and need not do anything about, a sentence each.</param>
/// <param name="Degraded">Why the data are less than they should be, a sentence each.</param>
public sealed record ImportedData(
    IReadOnlyList<Table> Tables,
    string Form,
    long Rows,
    int Symbols,
    TradingDate? First,
    TradingDate? Last,
    IReadOnlyList<string> Remarks,
    IReadOnlyList<string> Degraded);
