using System.Collections.Concurrent;

namespace Assay.Artifacts.Durability;

/// <summary>
/// Writes whole files so that they are there entirely or not at all: aside, fsync, rename, fsync of the folder. A failure leaves
/// nothing behind and becomes one sentence.
/// </summary>
internal sealed class DurableWriter : IDisposable
{
    private const int DiskFullPosix = 28;
    private const int DiskFullWindows = unchecked((int)0x80070070);
    private readonly Lock making = new();
    private readonly ConcurrentDictionary<string, bool> named = new(StringComparer.Ordinal);
    private readonly string scratchParent;
    private readonly string home;
    private readonly bool isShared;
    private ScratchFolder? scratch;

    /// <summary>Files in the making lie in the home's scratch folder; what dead processes left there is swept away now.</summary>
    internal DurableWriter(ArtifactPaths paths, IDurableFiles files, bool isShared = false)
    {
        this.isShared = isShared;
        Files = files;
        home = paths.Home;
        scratchParent = paths.Scratch;
        _ = Guard(scratchParent, () =>
        {
            ScratchFolder.Sweep(scratchParent, isShared);
            return scratchParent;
        });
    }

    internal IDurableFiles Files { get; }

    /// <summary>Writes bytes to a path, replacing what is there.</summary>
    internal void Write(string path, ReadOnlyMemory<byte> bytes, bool readOnly)
    {
        var aside = Begin(Path.GetExtension(path), target => Fill(target, bytes));
        Commit(aside, path, readOnly);
    }

    /// <summary>
    /// Writes bytes to a path unless a file is there; false where one is, or where the file system knows no links. Several processes on
    /// several machines may try at once: one succeeds.
    /// </summary>
    internal bool TryWriteFirst(string path, ReadOnlyMemory<byte> bytes)
    {
        var aside = Begin(Path.GetExtension(path), target => Fill(target, bytes));
        try
        {
            var isFirst = false;
            _ = Guard(path, () =>
            {
                var folder = Path.GetDirectoryName(path)!;
                Directory.CreateDirectory(folder);
                Files.Fsync(aside, readOnly: false);
                isFirst = Files.TryLink(aside, path);
                SyncNames(folder);
                return path;
            });
            return isFirst;
        }
        finally
        {
            Drop(aside);
        }
    }

    /// <summary>Makes a file aside; the caller commits or drops it.</summary>
    internal string Begin(string extension, Action<string> produce) => Guard(scratchParent, () =>
    {
        var aside = Scratch().NewPath(extension);
        try
        {
            Files.Write(aside, produce);
        }
        catch
        {
            Drop(aside);
            throw;
        }

        return aside;
    });

    /// <summary>Brings a file made aside to its place.</summary>
    internal void Commit(string aside, string path, bool readOnly) => Guard(path, () =>
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            Files.Fsync(aside, readOnly);
            Files.Rename(aside, path);
            SyncNames(folder);
        }
        catch
        {
            Drop(aside);
            throw;
        }

        return path;
    });

    /// <summary>
    /// Makes the names in a folder durable, and the folder's own name with those above it. Who made the folder does not matter: another
    /// thread, or a process that is dead, may not have come to sync it.
    /// </summary>
    internal void SyncNames(string folder)
    {
        Files.FsyncFolder(folder);
        var fresh = new List<string>();
        for (var below = Path.GetFullPath(folder); IsBelowHome(below) && !named.ContainsKey(below); below = Path.GetDirectoryName(below)!)
        {
            Files.FsyncFolder(Path.GetDirectoryName(below)!);
            fresh.Add(below);
        }

        fresh.ForEach(name => named[name] = true);
    }

    /// <summary>Deletes a file made aside, if it is there.</summary>
    internal static void Drop(string aside)
    {
        if (File.Exists(aside))
        {
            File.Delete(aside);
        }
    }

    /// <summary>Runs a change and turns a failure of the file system into one sentence.</summary>
    internal static T Guard<T>(string path, Func<T> change)
    {
        try
        {
            return change();
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new ArtifactException($"{path} cannot be written: permission denied; give this user the right to write there, or choose another home.", cause);
        }
        catch (IOException cause) when (cause.HResult is DiskFullPosix or DiskFullWindows)
        {
            throw new ArtifactException($"{path} cannot be written: the disk is full; free some space and run again.", cause);
        }
        catch (IOException cause)
        {
            throw new ArtifactException($"{path} cannot be written: {cause.Message.ReplaceLineEndings(" ").TrimEnd('.')}; check the home folder.", cause);
        }
    }

    public void Dispose()
    {
        lock (making)
        {
            scratch?.Dispose();
            scratch = null;
        }
    }

    private ScratchFolder Scratch()
    {
        lock (making)
        {
            return scratch ??= new ScratchFolder(scratchParent, isShared);
        }
    }

    private bool IsBelowHome(string folder) => folder.Length > home.Length
        && folder.StartsWith(home, StringComparison.Ordinal) && folder[home.Length] == Path.DirectorySeparatorChar;

    private static void Fill(string path, ReadOnlyMemory<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        file.Write(bytes.Span);
    }
}
