namespace Assay.MarketData.Actions;

/// <summary>A company's share over all its symbols.</summary>
/// <param name="Symbol">Its last symbol.</param>
/// <param name="EndDay">Number of the first day without it, for one that was delisted; else the greatest integer.</param>
internal readonly record struct Listing(string Symbol, int EndDay);
