using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <param name="Id">Id of the exchange's calendar.</param>
/// <param name="Digest">Digest of its sessions.</param>
public sealed record SnapshotCalendar(string Id, Digest Digest);
