namespace Assay.MarketData.Universe;

/// <summary>Sources spell a share class as BRK.B, BRK-B, BRK/B or BRK B; one form lets them meet.</summary>
internal static class SymbolSpelling
{
    public static string Normalise(string symbol) => symbol.Trim().ToUpperInvariant().Replace('-', '.').Replace('/', '.').Replace(' ', '.');
}
