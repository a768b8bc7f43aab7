namespace Assay.Artifacts.Durability;

/// <summary>
/// Replaces files of a home that are not objects of the store (keys, the trust policy, manifests, the active pointer, the day's files):
/// each is there whole, old or new, at any moment.
/// </summary>
public sealed class HomeFiles : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly DurableWriter writer;

    /// <param name="home">The home; files in the making lie in its store's scratch folder, in the same file system.</param>
    /// <param name="files">How the file system is changed; the real one by default.</param>
    public HomeFiles(string home, IDurableFiles? files = null) =>
        writer = new DurableWriter(new ArtifactPaths(home), files ?? new DurableFiles());

    /// <exception cref="ArtifactException">The file cannot be written, or the disk is full; the old one is as it was.</exception>
    public void Replace(string path, ReadOnlyMemory<byte> bytes) => writer.Write(path, bytes, readOnly: false);

    /// <summary>Like <see cref="Replace"/>, for secrets: nobody but the owner may read the file at any moment.</summary>
    /// <exception cref="ArtifactException">The file cannot be written, or the disk is full; the old one is as it was.</exception>
    public void ReplaceSecret(string path, ReadOnlyMemory<byte> bytes)
    {
        var aside = writer.Begin(Path.GetExtension(path), target =>
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using var file = new FileStream(target, options);
            file.Write(bytes.Span);
        });
        writer.Commit(aside, path, readOnly: false);
    }

    public void Dispose() => writer.Dispose();
}
