using Assay.Artifacts.Durability;

namespace Assay.Artifacts;

/// <summary>Records as files of a folder.</summary>
internal sealed class FolderRecordStore : IRecordStore
{
    private readonly ArtifactPaths paths;
    private readonly DurableWriter writer;
    private readonly bool isShared;

    internal FolderRecordStore(ArtifactPaths paths, DurableWriter writer, bool isShared)
    {
        this.paths = paths;
        this.writer = writer;
        this.isShared = isShared;
    }

    public byte[]? TryRead(string name)
    {
        try
        {
            return File.ReadAllBytes(paths.Record(name));
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{paths.Record(name)} cannot be read ({cause.Message.TrimEnd('.')}); check its permissions.", cause);
        }
    }

    /// <summary>In a shared folder a second name for a file made aside decides who was first, for that is one step on any file system.</summary>
    public bool TryCreate(string name, ReadOnlyMemory<byte> bytes)
    {
        if (TryRead(name) is { } earlier)
        {
            return earlier.AsSpan().SequenceEqual(bytes.Span);
        }

        var path = paths.Record(name);
        if (!isShared)
        {
            writer.Write(path, bytes, readOnly: false);
            return true;
        }

        // Where links are not to be had, or the answer to one got lost, reading tells what stands there.
        if (!writer.TryWriteFirst(path, bytes) && !File.Exists(path))
        {
            writer.Write(path, bytes, readOnly: false);
        }

        return TryRead(name) is { } standing && standing.AsSpan().SequenceEqual(bytes.Span);
    }

    public void Replace(string name, ReadOnlyMemory<byte> bytes) => writer.Write(paths.Record(name), bytes, readOnly: false);

    public IReadOnlyList<string> List(string folder)
    {
        var path = paths.Record(folder);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path).Select(file => folder + Path.GetFileName(file)).Order(StringComparer.Ordinal)]
            : [];
    }

    public string Describe(string name) => paths.Record(name);
}
