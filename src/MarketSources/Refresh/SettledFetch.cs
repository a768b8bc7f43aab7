using Assay.Artifacts.Tables;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;

namespace Assay.MarketSources.Refresh;

/// <summary>What a fetch adds to what is known.</summary>
/// <param name="Tables">Observed tables, one per dataset with news, in the order of their names.</param>
/// <param name="Marks">Watermarks, moved; to be kept once the rows stand in a snapshot.</param>
/// <param name="Corrections">Rows that say something else than what was known of the same thing.</param>
/// <param name="Degraded">Why it is less than was asked for: sentences.</param>
/// <param name="Reserves">What it changes in the reserves of the snapshot.</param>
/// <param name="FetchedAt">When the last answer came.</param>
public sealed record SettledFetch(
    IReadOnlyList<Table> Tables, IReadOnlyList<Watermark> Marks, int Corrections, IReadOnlyList<string> Degraded, ReserveUpdate Reserves, DateTimeOffset FetchedAt);
