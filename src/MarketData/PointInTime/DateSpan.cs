using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>Days from the first to the last, both included; null is open.</summary>
/// <param name="First">First day, or null.</param>
/// <param name="Last">Last day, or null.</param>
public readonly record struct DateSpan(TradingDate? First, TradingDate? Last)
{
    /// <summary>Every day.</summary>
    public static DateSpan All => default;

    internal int FirstDayNumber => First?.DayNumber ?? int.MinValue;

    internal int LastDayNumber => Last?.DayNumber ?? int.MaxValue;

    /// <summary>True when the days of a partition touch the span.</summary>
    internal bool Touches(SnapshotPartition partition) =>
        partition.LastDate.DayNumber >= FirstDayNumber && partition.FirstDate.DayNumber <= LastDayNumber;
}
