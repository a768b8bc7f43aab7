using Assay.Domain;

namespace Assay.MarketSources.Desk;

/// <summary>A dataset for many symbols or series.</summary>
/// <param name="Dataset">What.</param>
/// <param name="Keys">Symbols or series, fetched in this order.</param>
/// <param name="First">First day wanted.</param>
/// <param name="Last">Last day wanted.</param>
/// <param name="Done">Keys that an earlier, broken-off round has brought: they are passed over.</param>
public sealed record SourceOrder(SourceDataset Dataset, IReadOnlyList<string> Keys, TradingDate First, TradingDate Last, IReadOnlySet<string> Done);
