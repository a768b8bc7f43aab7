using Assay.Domain;

namespace Assay.MarketData.Incremental;

/// <summary>Content of <c>data/snapshots/&lt;name&gt;/watermarks.json</c>: how far each symbol and series has been asked for.</summary>
/// <param name="Schema">Schema id.</param>
/// <param name="Name">Name of the snapshot.</param>
/// <param name="Version">1 for the first, one more with every change.</param>
/// <param name="Sequence">Number of the snapshot that the last fetch made, whose rows the marks speak of.</param>
/// <param name="Snapshot">That snapshot.</param>
/// <param name="Marks">By dataset, then key, in ordinal order, each once.</param>
public sealed record WatermarkDocument(
    string Schema, string Name, int Version, int Sequence, ArtifactRef Snapshot, IReadOnlyList<Watermark> Marks)
{
    /// <summary>What cannot be right about it, as a clause; null where nothing is.</summary>
    internal string? Fault(string name)
    {
        if (!string.Equals(Schema, MarketDataSchemas.SnapshotWatermarks, StringComparison.Ordinal))
        {
            return $"it is of {Schema}, not of {MarketDataSchemas.SnapshotWatermarks}";
        }

        if (!string.Equals(Name, name, StringComparison.Ordinal))
        {
            return $"it speaks of the snapshot {Name}";
        }

        for (var place = 0; place < Marks.Count; place++)
        {
            var mark = Marks[place];
            if (mark.First > mark.Through)
            {
                return $"the mark of {mark.Dataset} {mark.Key} ends before it begins";
            }

            if (place > 0 && Compare(Marks[place - 1], mark) >= 0)
            {
                return $"the mark of {mark.Dataset} {mark.Key} stands twice or out of order";
            }
        }

        return Version < 1 ? "its version is below 1" : null;
    }

    internal static int Compare(Watermark left, Watermark right)
    {
        var order = string.CompareOrdinal(left.Dataset, right.Dataset);
        return order != 0 ? order : string.CompareOrdinal(left.Key, right.Key);
    }
}
