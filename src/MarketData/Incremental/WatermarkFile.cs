using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>
/// The watermarks of a home's snapshots. They are moved only once the rows stand in a snapshot that is present, so that a fetch which ends halfway is
/// asked for again, and never taken as done.
/// </summary>
public sealed class WatermarkFile
{
    private const string FileName = "watermarks.json";
    private const int Attempts = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly string home;
    private readonly HomeFiles files;

    /// <param name="home">The home.</param>
    /// <param name="files">Writes durably.</param>
    public WatermarkFile(string home, HomeFiles files)
    {
        this.home = home;
        this.files = files;
    }

    public static string PathIn(string home, string name) => Path.Combine(home, "data", "snapshots", SnapshotName.Check(name), FileName);

    /// <summary>What is there. A damaged file is no failure: its marks can be told from the partitions.</summary>
    /// <exception cref="MarketDataException">The file cannot be read at all.</exception>
    public static WatermarkReading Read(string home, string name)
    {
        var path = PathIn(home, name);
        try
        {
            if (!File.Exists(path))
            {
                return new WatermarkReading(null, null);
            }

            var document = CanonicalJson.Deserialize<WatermarkDocument>(File.ReadAllBytes(path));
            return document.Fault(name) is { } fault ? new WatermarkReading(null, fault) : new WatermarkReading(document, null);
        }
        catch (ArtifactException cause)
        {
            return new WatermarkReading(null, cause.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException($"The watermarks {path} cannot be read ({cause.Message.TrimEnd('.')}); give this user the right to.", cause);
        }
    }

    /// <summary>
    /// Replaces the document, if it still is the one that the caller read. False where another came between, or is just writing: read again.
    /// </summary>
    /// <param name="expected">Version that was read; 0 for none, or none that can be used.</param>
    /// <param name="next">The document; its version is the one after.</param>
    public bool TryReplace(int expected, WatermarkDocument next)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(next.Version, expected + 1);
        var path = PathIn(home, next.Name);
        using var held = SnapshotLock.TryHold(Path.GetDirectoryName(path)!);
        if (held is null || (Read(home, next.Name).Document?.Version ?? 0) != expected)
        {
            return false;
        }

        files.Replace(path, CanonicalJson.Serialize(next));
        return true;
    }

    /// <summary>Moves marks on; those of others stay, and what two fetches found out about one symbol is put together.</summary>
    /// <param name="name">Name of the snapshot.</param>
    /// <param name="sequence">Number of the snapshot that has the rows.</param>
    /// <param name="snapshot">That snapshot.</param>
    /// <param name="moved">The marks that this fetch found out.</param>
    /// <param name="present">The marks to begin with where the file has none that can be used: those told from the partitions.</param>
    /// <param name="clock">For the waits while somebody else writes.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="MarketDataException">Others kept writing.</exception>
    public async Task<WatermarkDocument> MoveAsync(
        string name,
        int sequence,
        ArtifactRef snapshot,
        IReadOnlyList<Watermark> moved,
        IReadOnlyList<Watermark> present,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = Read(home, name).Document;
            var marks = new Dictionary<(string Dataset, string Key), Watermark>();
            foreach (var mark in before?.Marks ?? present)
            {
                marks[mark.Place] = mark;
            }

            foreach (var mark in moved)
            {
                marks[mark.Place] = marks.TryGetValue(mark.Place, out var known) ? known.And(mark) : mark;
            }

            var isLater = before is null || sequence >= before.Sequence;
            List<Watermark> ordered = [.. marks.Values];
            ordered.Sort(WatermarkDocument.Compare);
            var next = new WatermarkDocument(
                MarketDataSchemas.SnapshotWatermarks,
                name,
                (before?.Version ?? 0) + 1,
                isLater ? sequence : before!.Sequence,
                isLater ? snapshot : before!.Snapshot,
                ordered);
            if (TryReplace(before?.Version ?? 0, next))
            {
                return next;
            }

            await Task.Delay(Patience, clock, cancellationToken);
        }

        throw new MarketDataException($"The watermarks {PathIn(home, name)} are being written all the time; end the other fetches of {name}, and fetch again.");
    }
}
