using Assay.Artifacts;
using Assay.Domain;

namespace Assay.S3Artifacts;

/// <summary>Records as objects of the bucket under their own names.</summary>
internal sealed class S3RecordStore(S3Bucket bucket) : IRecordStore
{
    private const int Readings = 3;

    public byte[]? TryRead(string name)
    {
        byte[]? bytes = null;
        return bucket.TryRead(name, 0, async (stream, token) =>
        {
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, token);
            bytes = memory.ToArray();
        })
            ? bytes
            : null;
    }

    /// <summary>
    /// Looks, writes on condition that nothing is there, and reads what stands then. The reading settles it where the answer to the write got
    /// lost. A server that does not heed the condition lets two writers at the same instant overwrite each other; then the last one's document
    /// stands, which for a pure computation is the same.
    /// </summary>
    public bool TryCreate(string name, ReadOnlyMemory<byte> bytes)
    {
        if (TryRead(name) is { } earlier)
        {
            return earlier.AsSpan().SequenceEqual(bytes.Span);
        }

        _ = Write(name, bytes, onlyIfAbsent: true);
        return TryRead(name) is { } standing && standing.AsSpan().SequenceEqual(bytes.Span);
    }

    public void Replace(string name, ReadOnlyMemory<byte> bytes)
    {
        for (var reading = 1; ; reading++)
        {
            _ = Write(name, bytes, onlyIfAbsent: false);
            if (TryRead(name) is { } standing && standing.AsSpan().SequenceEqual(bytes.Span))
            {
                return;
            }

            if (reading == Readings)
            {
                throw new ArtifactException($"{bucket.Describe(name)} was written {Readings} times and never read back as it was sent; check the S3 server.", isTransient: true);
            }
        }
    }

    public IReadOnlyList<string> List(string folder) => bucket.List(folder);

    public string Describe(string name) => bucket.Describe(name);

    private bool Write(string name, ReadOnlyMemory<byte> bytes, bool onlyIfAbsent)
    {
        var copy = bytes.ToArray();
        return bucket.Write(name, () => new MemoryStream(copy, writable: false), copy.Length, Digest.OfBytes(copy), onlyIfAbsent);
    }
}
