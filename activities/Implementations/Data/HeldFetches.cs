using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;

namespace Assay.Activities.Data;

/// <summary>
/// What earlier fetches brought and the quality gate kept out of a snapshot: it cost quota, so that the next fetch asks only for what is not among it,
/// and has all of it judged together.
/// </summary>
internal sealed class HeldFetches
{
    private readonly IArtifactStore store;
    private readonly string name;
    private readonly IReadOnlyList<(ArtifactRef Reference, FetchRecord Record)> fetches;

    /// <param name="store">Where the records are; one that is gone is passed over, and what it had is asked for again.</param>
    /// <param name="name">Name of the snapshot.</param>
    /// <param name="references">The records, in the order of the fetches.</param>
    public HeldFetches(IArtifactStore store, string name, IReadOnlyList<ArtifactRef> references)
    {
        this.store = store;
        this.name = name;
        fetches = [.. references.Where(store.Contains).Select(reference => (reference, store.ReadJson<FetchRecord>(reference))).Where(fetch => (fetch.Item2.Parts ?? []).All(store.Contains))];
    }

    public IReadOnlyList<ArtifactRef> References => [.. fetches.Select(fetch => fetch.Reference)];

    /// <summary>Their rows, each table with the record that it came by.</summary>
    public IReadOnlyList<(ArtifactRef Table, ArtifactRef Origin)> Parts => [.. fetches.SelectMany(fetch => fetch.Record.Parts ?? [], (fetch, table) => (table, fetch.Reference))];

    /// <summary>What they change in the reserves of the snapshot.</summary>
    public IReadOnlyList<ArtifactRef> Reserves => [.. fetches.SelectMany(fetch => fetch.Record.Reserves ?? [])];

    /// <summary>How far they went, together.</summary>
    public IReadOnlyList<Watermark> Marks => Together([], fetches.SelectMany(fetch => fetch.Record.Watermarks));

    /// <summary>A sentence on them; null where there are none.</summary>
    public string? Note => fetches.Count == 0 ? null
        : $"What the quality gate kept out of {name} on {fetches[^1].Record.FetchedAt.UtcDateTime:yyyy-MM-dd} is in the store: it is not asked for again, and judged with what comes now.";

    /// <summary>The snapshot as it would be with them.</summary>
    public Snapshot? Over(Snapshot? present) => fetches.Count == 0 ? present : SnapshotPreview.With(store, name, present, [.. Parts.Select(part => part.Table)]);

    /// <summary>Marks, with others moved on by what these found out.</summary>
    public static IReadOnlyList<Watermark> Together(IEnumerable<Watermark> marks, IEnumerable<Watermark> moved)
    {
        var together = new Dictionary<(string Dataset, string Key), Watermark>();
        foreach (var mark in marks.Concat(moved))
        {
            together[(mark.Dataset, mark.Key)] = together.TryGetValue((mark.Dataset, mark.Key), out var known) ? known.And(mark) : mark;
        }

        return [.. together.Values.OrderBy(mark => mark.Dataset, StringComparer.Ordinal).ThenBy(mark => mark.Key, StringComparer.Ordinal)];
    }
}
