using Assay.Artifacts.Tables;
using Assay.MarketData.Incremental;

namespace Assay.MarketSources.Refresh;

/// <param name="News">What an item brought that was not known.</param>
/// <param name="Corrections">How many of these rows say something else than what was known.</param>
/// <param name="Mark">How far the symbol has been asked for now; null where it stays.</param>
internal sealed record SettledItem(Table News, int Corrections, Watermark? Mark);
