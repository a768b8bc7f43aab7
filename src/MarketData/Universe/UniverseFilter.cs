namespace Assay.MarketData.Universe;

/// <summary>What keeps a symbol with a bar out of a session's universe, in the order in which it is asked. The number is the place among the counts.</summary>
internal enum UniverseFilter
{
    NotInIndex,
    ShortHistory,
    LowPrice,
    LowDollarVolume,

    /// <summary>Nothing does: it is a member.</summary>
    None,
}
