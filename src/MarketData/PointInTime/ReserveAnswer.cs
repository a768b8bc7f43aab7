using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>What sources answered for: earlier reserves about it have ended, unless they are made anew.</summary>
/// <param name="Dataset">Name of the observed dataset.</param>
/// <param name="Keys">Symbols or series.</param>
/// <param name="First">First day asked for.</param>
/// <param name="Last">Last day.</param>
/// <param name="IsCompared">True where two sources or more answered in full.</param>
public sealed record ReserveAnswer(string Dataset, IReadOnlyList<string> Keys, TradingDate First, TradingDate Last, bool IsCompared)
{
    /// <summary>True where the answer takes away the reason.</summary>
    internal bool Ends(SnapshotReserve reserve, string key) => string.Equals(Dataset, reserve.Dataset, StringComparison.Ordinal)
        && First <= reserve.First && Last >= reserve.Last && (reserve.Kind == ReserveKind.Missing || (reserve.Kind == ReserveKind.Apart && IsCompared))
        && Keys.Contains(key, StringComparer.Ordinal);
}
