using Assay.Artifacts;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>The marks that a fetch begins with, each checked against what the partitions hold.</summary>
/// <param name="Marks">By dataset and key.</param>
/// <param name="Notes">What a person should know: sentences.</param>
public sealed record WatermarkState(IReadOnlyDictionary<(string Dataset, string Key), Watermark> Marks, IReadOnlyList<string> Notes)
{
    /// <param name="reading">What the file holds.</param>
    /// <param name="path">Of the file, for sentences.</param>
    /// <param name="store">Where the partitions are.</param>
    /// <param name="snapshot">The present snapshot; null for none.</param>
    /// <param name="presence">Of its bars.</param>
    /// <param name="lastDay">Today; a mark beyond it cannot be true.</param>
    public static WatermarkState Of(
        WatermarkReading reading, string path, IArtifactStore store, Snapshot? snapshot, BarPresence presence, TradingDate lastDay)
    {
        var notes = new List<string>();
        var marks = new Dictionary<(string Dataset, string Key), Watermark>();
        if (snapshot is null)
        {
            if (reading.Document is not null || reading.Problem is not null)
            {
                notes.Add($"The watermarks {path} belong to no snapshot and are passed over: everything is fetched from the beginning.");
            }

            return new WatermarkState(marks, notes);
        }

        var document = reading.Document;
        if (reading.Problem is { } problem)
        {
            notes.Add($"The watermarks {path} are damaged ({problem}); they were told anew from the snapshot's partitions.");
        }
        else if (document is null)
        {
            notes.Add($"The snapshot {snapshot.Name} has no watermarks; they were told from its partitions.");
        }
        else if (document.Sequence > snapshot.Sequence)
        {
            notes.Add($"The watermarks {path} speak of number {document.Sequence} of {snapshot.Name}, which is at {snapshot.Sequence}; they were told anew from its partitions.");
            document = null;
        }

        foreach (var mark in WatermarkRebuild.Of(store, snapshot, presence))
        {
            // An action may lie ahead; nothing has been asked for beyond today.
            if (mark.First <= lastDay)
            {
                marks[mark.Place] = mark with { Through = mark.Through > lastDay ? lastDay : mark.Through };
            }
        }

        var ahead = 0;
        foreach (var mark in document?.Marks ?? [])
        {
            if (mark.Through > lastDay)
            {
                ahead++;
                continue;
            }

            // Bars of files came besides, and gaps between them are found session by session. Of the other kinds a row of a file says nothing of the
            // days before it.
            var isBars = string.Equals(mark.Dataset, ObservedDataset.Bars.Name, StringComparison.Ordinal);
            marks[mark.Place] = isBars && marks.TryGetValue(mark.Place, out var told) ? mark.And(told) : mark;
        }

        if (ahead > 0)
        {
            notes.Add($"{ahead} watermarks of {path} lie after {lastDay}; they were told anew from the snapshot's partitions.");
        }

        return new WatermarkState(marks, notes);
    }
}
