using Assay.Domain;

namespace Assay.MarketData.Incremental;

/// <summary>One thing to ask for.</summary>
/// <param name="Dataset">Name of the observed dataset.</param>
/// <param name="Key">Symbol or series.</param>
/// <param name="First">First day.</param>
/// <param name="Last">Last day.</param>
/// <param name="Reason">Why.</param>
public sealed record FetchItem(string Dataset, string Key, TradingDate First, TradingDate Last, FetchReason Reason);
