namespace Assay.MarketData.PointInTime;

/// <summary>What a fetch or an import changes in the reserves of a snapshot. Schema <c>assay.snapshot.reserves/1</c>.</summary>
/// <param name="Answers">What was answered for.</param>
/// <param name="Reserves">What is less than it should be now.</param>
public sealed record ReserveUpdate(IReadOnlyList<ReserveAnswer> Answers, IReadOnlyList<SnapshotReserve> Reserves);
