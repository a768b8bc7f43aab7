using Assay.Artifacts;
using Assay.Domain;

namespace Assay.S3Artifacts;

/// <summary>
/// Objects of the bucket on this machine, by digest. A folder may be shared by processes: each takes a part of its own, held by a lock that
/// ends with it, and the next one to come takes over what a dead one had. What is leased stays; of the rest the longest unused goes first
/// when there is too much. What comes out of the cache is hashed then: nothing in it is trusted.
/// </summary>
internal sealed class ObjectCache : IDisposable
{
    private const UnixFileMode NobodyMayWrite = UnixFileMode.UserRead;
    private readonly Lock gate = new();
    private readonly Dictionary<Digest, Entry> entries = [];
    private readonly string root;
    private readonly long limit;
    private readonly FileStream held;
    private long total;
    private long clock;
    private int made;

    internal ObjectCache(string folder, long limit)
    {
        this.limit = limit;
        Directory.CreateDirectory(folder);
        (root, held) = Take(folder);
        ScratchPath = Path.Combine(root, "tmp");
        if (Directory.Exists(ScratchPath))
        {
            Directory.Delete(ScratchPath, recursive: true);
        }

        Directory.CreateDirectory(ScratchPath);
        foreach (var file in new DirectoryInfo(Directory.CreateDirectory(Path.Combine(root, "objects")).FullName)
            .EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.LastAccessTimeUtc).ThenBy(file => file.FullName, StringComparer.Ordinal).ToList())
        {
            var hex = file.Directory!.Name + file.Name;
            if (hex.Length == 64 && hex.All(char.IsAsciiHexDigitLower))
            {
                entries[Digest.Parse(hex)] = new Entry(file.Length) { LastUse = ++clock };
                total += file.Length;
            }
        }
    }

    /// <summary>For files in the making.</summary>
    internal string ScratchPath { get; }

    /// <summary>Bytes of all objects in the cache.</summary>
    internal long Bytes
    {
        get
        {
            lock (gate)
            {
                return total;
            }
        }
    }

    /// <summary>A path for a file in the making that nobody uses.</summary>
    internal string NewPath(string extension = "") => Path.Combine(ScratchPath, $"{Interlocked.Increment(ref made):D6}{extension}");

    /// <summary>Leases an object whose bytes have just been hashed; null where it is not in the cache, or damaged, and then thrown out.</summary>
    internal Lease? TryTake(Digest digest)
    {
        Entry? entry;
        lock (gate)
        {
            if (!entries.TryGetValue(digest, out entry))
            {
                return null;
            }

            entry.Leases++;
            entry.LastUse = ++clock;
        }

        var path = PathOf(digest);
        if (File.Exists(path) && FileDigest.Of(path) == digest)
        {
            return new Lease(this, entry, path);
        }

        lock (gate)
        {
            if (entries.TryGetValue(digest, out var known) && known == entry)
            {
                Remove(digest, entry);
            }
        }

        return null;
    }

    /// <summary>Takes in a file made aside, which is moved, and leases it.</summary>
    internal Lease Add(string aside, Digest digest, long bytes)
    {
        var path = PathOf(digest);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(aside, NobodyMayWrite);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        lock (gate)
        {
            File.Move(aside, path, overwrite: true);
            if (!entries.TryGetValue(digest, out var entry))
            {
                entries[digest] = entry = new Entry(bytes);
                total += bytes;
            }

            entry.Leases++;
            entry.LastUse = ++clock;
            Evict();
            return new Lease(this, entry, path);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(ScratchPath))
        {
            Directory.Delete(ScratchPath, recursive: true);
        }

        held.Dispose();
    }

    /// <summary>The first part of the folder that no living process has.</summary>
    private static (string Root, FileStream Held) Take(string folder)
    {
        for (var part = 0; ; part++)
        {
            var path = Path.Combine(folder, part.ToString(System.Globalization.CultureInfo.InvariantCulture));
            try
            {
                var held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
                return (Directory.CreateDirectory(path).FullName, held);
            }
            catch (IOException) when (File.Exists(path + ".lock") && part < 1000)
            {
                // A living process has it.
            }
        }
    }

    private string PathOf(Digest digest) => Path.Combine(root, "objects", digest.Hex[..2], digest.Hex[2..]);

    private void Evict()
    {
        foreach (var (digest, entry) in entries.Where(known => known.Value.Leases == 0).OrderBy(known => known.Value.LastUse).ToList())
        {
            if (total <= limit)
            {
                return;
            }

            Remove(digest, entry);
        }
    }

    private void Remove(Digest digest, Entry entry)
    {
        File.Delete(PathOf(digest));
        entries.Remove(digest);
        total -= entry.Bytes;
    }

    private void Return(Entry entry)
    {
        lock (gate)
        {
            entry.Leases--;
            Evict();
        }
    }

    internal sealed class Entry(long bytes)
    {
        internal long Bytes => bytes;

        internal int Leases { get; set; }

        internal long LastUse { get; set; }
    }

    /// <summary>Keeps an object in the cache until it is disposed of.</summary>
    internal sealed class Lease(ObjectCache cache, Entry entry, string path) : IDisposable
    {
        private bool isReturned;

        internal string Path => path;

        public void Dispose()
        {
            if (!isReturned)
            {
                isReturned = true;
                cache.Return(entry);
            }
        }
    }
}
