using System.Collections.Concurrent;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Runs;
using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>
/// The store as a folder: that of the home, which one process at a time writes to, or one that processes on several machines share
/// (<see cref="OpenShared"/>). Thread-safe. The first read of an object in this process hashes it whole; later reads trust that pass as
/// long as the file's size and times are those of then.
/// </summary>
public sealed class FolderArtifactStore : ArtifactStore
{
    private readonly DurableWriter writer;
    private readonly ConcurrentDictionary<Digest, Stamp> verified = new();

    /// <param name="home">The home folder; made when first written to.</param>
    /// <param name="files">The file system; null is the real one.</param>
    public FolderArtifactStore(string home, IDurableFiles? files = null)
        : this(new ArtifactPaths(home), isShared: false, files)
    {
    }

    private FolderArtifactStore(ArtifactPaths paths, bool isShared, IDurableFiles? files)
    {
        Paths = paths;
        IsShared = isShared;
        writer = new DurableWriter(paths, files ?? new DurableFiles(), isShared);
        Records = new FolderRecordStore(paths, writer, isShared);
    }

    public ArtifactPaths Paths { get; }

    public override IRecordStore Records { get; }

    public override bool IsShared { get; }

    internal DurableWriter Writer => writer;

    /// <summary>A store in a folder that several machines see, such as a mounted share. No locks of other processes are relied on.</summary>
    /// <param name="folder">Holds <c>objects</c>, <c>memo</c>, <c>effects</c> and <c>runs</c>; it must be there, so that a share that is not mounted is noticed.</param>
    /// <param name="files">The file system; null is the real one.</param>
    /// <exception cref="ArtifactException">The folder is not there.</exception>
    public static FolderArtifactStore OpenShared(string folder, IDurableFiles? files = null) => Directory.Exists(folder)
        ? new FolderArtifactStore(ArtifactPaths.Shared(folder), isShared: true, files)
        : throw new ArtifactException($"The shared folder {folder} is not there; mount it, make it once by hand, or name another in temporal.yaml.");

    public override IRunIndex Run(string runId) => IsShared ? base.Run(runId) : new RunIndex(this, runId);

    public override string Describe(Digest digest) => Paths.Object(digest);

    public override bool Contains(ArtifactRef reference)
    {
        var file = new FileInfo(Paths.Object(reference.Digest));
        return file.Exists && file.Length == reference.Bytes;
    }

    public override T WithFile<T>(ArtifactRef reference, Func<string, T> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        return use(OpenVerifiedPath(reference));
    }

    /// <summary>The path of an object whose bytes have just been verified. Objects of a folder stay where they are.</summary>
    public string OpenVerifiedPath(ArtifactRef reference)
    {
        var path = Locate(reference);
        var stamp = Stamp.Of(path);
        if (!verified.TryGetValue(reference.Digest, out var then) || then != stamp)
        {
            if (FileDigest.Of(path) != reference.Digest)
            {
                throw Damaged(path);
            }

            verified[reference.Digest] = stamp;
        }

        return path;
    }

    /// <summary>Gives up the folder for files in the making.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            writer.Dispose();
        }
    }

    protected override string Begin(string extension, Action<string> produce) => writer.Begin(extension, produce);

    protected override void Commit(string aside, Digest digest, long bytes)
    {
        var path = Paths.Object(digest);
        writer.Commit(aside, path, readOnly: true);
        verified[digest] = Stamp.Of(path);
    }

    protected override byte[] ReadObject(Digest digest, long? bytes)
    {
        var path = Paths.Object(digest);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw Missing(path, null);
        }

        if (bytes is { } size && file.Length != size)
        {
            throw Damaged(path);
        }

        var content = File.ReadAllBytes(path);
        return Digest.OfBytes(content) == digest ? content : throw Damaged(path);
    }

    protected override bool IsKept(Digest digest, long bytes)
    {
        var path = Paths.Object(digest);
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != bytes)
        {
            return false;
        }

        var stamp = Stamp.Of(path);
        if (!(verified.TryGetValue(digest, out var then) && then == stamp) && FileDigest.Of(path) != digest)
        {
            return false;
        }

        verified[digest] = stamp;
        return true;
    }

    private static ArtifactException Damaged(string path) =>
        new($"The object {path} is damaged: its bytes do not have the digest that is its name; delete the file and run again, and it is made anew.");

    private static ArtifactException Missing(string path, string? schema) =>
        new($"The object {path}{(schema is null ? string.Empty : $" ({schema})")} is not in the store; run again, and it is made anew.");

    private string Locate(ArtifactRef reference)
    {
        var path = Paths.Object(reference.Digest);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw Missing(path, reference.Schema);
        }

        return file.Length == reference.Bytes ? path : throw Damaged(path);
    }

    /// <summary>What tells that a file is still the one that was hashed; the time of birth stands in for the inode.</summary>
    private readonly record struct Stamp(long Bytes, DateTime Written, DateTime Born)
    {
        internal static Stamp Of(string path)
        {
            var file = new FileInfo(path);
            return new Stamp(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc);
        }
    }
}
