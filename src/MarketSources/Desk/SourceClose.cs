namespace Assay.MarketSources.Desk;

/// <param name="Source">Who says so.</param>
/// <param name="Close">What.</param>
public sealed record SourceClose(string Source, double Close);
