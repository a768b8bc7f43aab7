using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>One reason for a snapshot to be less than it should be, tied to what it is about, so that it can end when that is no longer so.</summary>
/// <param name="Kind">What ends it.</param>
/// <param name="Dataset">Name of the observed dataset; empty where none is meant.</param>
/// <param name="Keys">Symbols or series, ascending; none where all rows of the source are meant.</param>
/// <param name="First">First day that it is about; null where no days are meant.</param>
/// <param name="Last">Last day.</param>
/// <param name="Source">Who stated the rows of an import; else null.</param>
/// <param name="Words">Of a fetch: what happened, as a clause. Of the others: the sentence.</param>
public sealed record SnapshotReserve(
    ReserveKind Kind, string Dataset, IReadOnlyList<string> Keys, TradingDate? First, TradingDate? Last, string? Source, string Words)
{
    /// <summary>The same about other keys.</summary>
    internal SnapshotReserve Of(IEnumerable<string> keys) => this with { Keys = [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };

    /// <summary>True where this one says of the same kind of thing what the other said, about all its days.</summary>
    internal bool Covers(SnapshotReserve other) => Kind == other.Kind && string.Equals(Dataset, other.Dataset, StringComparison.Ordinal)
        && First <= other.First && Last >= other.Last;
}
