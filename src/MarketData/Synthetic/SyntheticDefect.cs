using System.Collections.Immutable;
using Assay.Domain;

namespace Assay.MarketData.Synthetic;

/// <summary>A fault that was put into the bars.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Date">Date of the bar.</param>
/// <param name="Symbol">Symbol of the bar.</param>
/// <param name="Right">Open, high, low, close and volume as they were.</param>
/// <param name="CorrectedOn">The session on whose close the right bar is stated; null where it never is.</param>
public sealed record SyntheticDefect(SyntheticDefectKind Kind, TradingDate Date, string Symbol, ImmutableArray<double> Right, TradingDate? CorrectedOn);
