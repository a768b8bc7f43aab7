using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>Digests of files on disk.</summary>
public static class FileDigest
{
    /// <summary>Hashes a file from its beginning to its end, without holding it in memory.</summary>
    public static Digest Of(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        return Digest.OfStream(stream);
    }
}
