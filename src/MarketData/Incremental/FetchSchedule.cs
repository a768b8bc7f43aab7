namespace Assay.MarketData.Incremental;

/// <summary>What is to be asked for, in this order: symbol by symbol, so that bars and the actions that come along with them stand together.</summary>
/// <param name="Items">Perhaps none.</param>
/// <param name="UpToDate">Symbols and series, counted per dataset, that nothing new can be had of.</param>
/// <param name="Delisted">Symbols that are not asked for since they no longer trade.</param>
/// <param name="EndsEarly">Symbols that are not asked for since their bars ended.</param>
public sealed record FetchSchedule(IReadOnlyList<FetchItem> Items, int UpToDate, IReadOnlyList<string> Delisted, IReadOnlyList<EarlyEnd> EndsEarly);
