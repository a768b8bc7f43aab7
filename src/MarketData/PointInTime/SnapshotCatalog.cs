using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>The snapshots of a home by name. A pointer is replaced as a whole, and only by one who knew what it said.</summary>
public sealed class SnapshotCatalog
{
    private const string PointerFile = "current.json";

    private readonly string home;
    private readonly string root;
    private readonly HomeFiles files;

    /// <param name="home">The home.</param>
    /// <param name="files">Writes durably.</param>
    public SnapshotCatalog(string home, HomeFiles files)
    {
        this.home = home;
        root = FolderOf(home);
        this.files = files;
    }

    /// <summary>The names that have a snapshot, in ordinal order.</summary>
    public static IReadOnlyList<string> Names(string home) => Directory.Exists(FolderOf(home))
        ? [.. Directory.EnumerateDirectories(FolderOf(home)).Where(folder => File.Exists(Path.Combine(folder, PointerFile))).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Where a name points to now; null where it has no snapshot.</summary>
    /// <exception cref="MarketDataException">The pointer is damaged, or cannot be read.</exception>
    public static SnapshotPointer? Find(string home, string name)
    {
        var path = Path.Combine(FolderOf(home), SnapshotName.Check(name), PointerFile);
        try
        {
            var pointer = File.Exists(path) ? CanonicalJson.Deserialize<SnapshotPointer>(File.ReadAllBytes(path)) : null;
            return pointer is null || string.Equals(pointer.Name, name, StringComparison.Ordinal)
                ? pointer
                : throw new MarketDataException($"The pointer {path} names the snapshot {pointer.Name}; restore the right one.");
        }
        catch (Exception cause) when (cause is ArtifactException or IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException($"The pointer {path} cannot be read ({cause.Message.TrimEnd('.')}); restore it, or import the data again under another name.", cause);
        }
    }

    /// <summary>
    /// Makes a snapshot the present one of its name, if the present one still is what the caller worked from. False where it is another by
    /// now, or where somebody is just moving it: read again, and decide anew. The move to where the pointer is already succeeds.
    /// </summary>
    /// <param name="expected">What the pointer said when the work began; null for nothing.</param>
    /// <param name="next">The document.</param>
    /// <param name="snapshot">What it says.</param>
    public bool TryMove(ArtifactRef? expected, ArtifactRef next, Snapshot snapshot)
    {
        var folder = Path.Combine(root, SnapshotName.Check(snapshot.Name));
        using var held = TryHold(folder);
        if (held is null)
        {
            return false;
        }

        var present = Find(home, snapshot.Name)?.Snapshot;
        if (present != next && present != expected)
        {
            return false;
        }

        if (present != next)
        {
            var pointer = new SnapshotPointer(MarketDataSchemas.SnapshotPointer, snapshot.Name, snapshot.Sequence, next);
            files.Replace(Path.Combine(folder, PointerFile), CanonicalJson.Serialize(pointer));
        }

        return true;
    }

    /// <summary>A snapshot and those before it, the latest first.</summary>
    public static IEnumerable<(ArtifactRef Reference, Snapshot Snapshot)> Lineage(IArtifactStore store, ArtifactRef latest)
    {
        for (ArtifactRef? reference = latest; reference is not null;)
        {
            var snapshot = Snapshot.Read(store, reference);
            yield return (reference, snapshot);
            reference = snapshot.Parent;
        }
    }

    /// <summary>The right to move a pointer; null while another process has it.</summary>
    private static FileStream? TryHold(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new MarketDataException($"The folder {folder} cannot be written ({cause.Message.TrimEnd('.')}); give this user the right to.", cause);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }
    }

    private static string FolderOf(string home) => Path.Combine(home, "data", "snapshots");
}
