using Assay.Domain;

namespace Assay.MarketSources;

/// <summary>One thing to ask for.</summary>
/// <param name="Dataset">What.</param>
/// <param name="Key">The symbol in our spelling (<c>BRK.B</c>), or the name of a series (<c>VIXCLS</c>).</param>
/// <param name="First">First day wanted.</param>
/// <param name="Last">Last day wanted.</param>
public sealed record SourceRequest(SourceDataset Dataset, string Key, TradingDate First, TradingDate Last);
