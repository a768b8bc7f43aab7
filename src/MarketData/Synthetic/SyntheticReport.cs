using Assay.Domain;

namespace Assay.MarketData.Synthetic;

/// <summary>A quarterly report.</summary>
/// <param name="Date">The session after whose close it is published.</param>
/// <param name="Symbol">Symbol.</param>
/// <param name="Surprise">The jump of the night after it, in standard deviations.</param>
public sealed record SyntheticReport(TradingDate Date, string Symbol, double Surprise);
