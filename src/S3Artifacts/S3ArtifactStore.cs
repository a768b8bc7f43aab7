using System.Collections.Concurrent;
using System.Security.Cryptography;
using Assay.Artifacts;
using Assay.Domain;

namespace Assay.S3Artifacts;

/// <summary>
/// The store in an S3 bucket, shared by workers on any number of machines. Thread-safe; calls block. An object is read back and hashed before
/// a put returns, and hashed on every reading, out of the bucket and out of the cache on this machine.
/// </summary>
public sealed class S3ArtifactStore : ArtifactStore
{
    private readonly S3Bucket bucket;
    private readonly ObjectCache cache;

    // Objects whose bytes in the bucket this process has hashed.
    private readonly ConcurrentDictionary<Digest, bool> verified = new();
    private readonly Lock[] fetching = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <param name="options">Where the bucket is.</param>
    /// <param name="credentials">The key for it.</param>
    /// <param name="time">The clock of pauses and timeouts.</param>
    /// <exception cref="ArtifactException">The cache folder cannot be made. The bucket is not asked before it is used.</exception>
    public S3ArtifactStore(S3StoreOptions options, S3Credentials credentials, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credentials);
        cache = GuardFiles(options.CacheFolder, () => new ObjectCache(options.CacheFolder, options.CacheBytes));
        bucket = new S3Bucket(options, credentials, time);
        Records = new S3RecordStore(bucket);
    }

    public override IRecordStore Records { get; }

    public override bool IsShared => true;

    /// <summary>
    /// Asks the bucket once for all that the store needs: to list, write, read and delete. Done at the start of a worker, so that a wrong key or a
    /// missing bucket is told there and not hours later.
    /// </summary>
    /// <returns>What the server can and cannot do.</returns>
    /// <exception cref="ArtifactException">Something of it fails.</exception>
    public S3Findings Check()
    {
        _ = bucket.List("runs/");
        var key = $"probe/{Guid.NewGuid():N}";
        var bytes = Guid.NewGuid().ToByteArray();
        var digest = Digest.OfBytes(bytes);
        try
        {
            _ = bucket.Write(key, () => new MemoryStream(bytes), bytes.Length, digest, onlyIfAbsent: true);
            var read = Records.TryRead(key);
            if (read is null || !read.AsSpan().SequenceEqual(bytes))
            {
                throw new ArtifactException($"{Describe(key)} was written and not read back as it was sent; check the S3 server.");
            }

            return new S3Findings(HeedsConditions: !bucket.Write(key, () => new MemoryStream(bytes), bytes.Length, digest, onlyIfAbsent: true));
        }
        finally
        {
            bucket.Delete(key);
        }
    }

    public override string Describe(Digest digest) => Describe(KeyOf(digest));

    public override bool Contains(ArtifactRef reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return bucket.SizeOf(KeyOf(reference.Digest)) == reference.Bytes;
    }

    public override T WithFile<T>(ArtifactRef reference, Func<string, T> use)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(use);
        using var lease = Fetch(reference.Digest, reference.Bytes);
        return use(lease.Path);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bucket.Dispose();
            cache.Dispose();
        }
    }

    protected override string Begin(string extension, Action<string> produce)
    {
        ArgumentNullException.ThrowIfNull(produce);
        var aside = cache.NewPath(extension);
        return GuardFiles(aside, () =>
        {
            try
            {
                produce(aside);
                return aside;
            }
            catch
            {
                File.Delete(aside);
                throw;
            }
        });
    }

    protected override bool IsKept(Digest digest, long bytes)
    {
        if (bucket.SizeOf(KeyOf(digest)) != bytes)
        {
            return false;
        }

        if (!verified.ContainsKey(digest) && !IsWhole(digest, bytes))
        {
            return false;
        }

        verified[digest] = true;
        return true;
    }

    protected override void Commit(string aside, Digest digest, long bytes)
    {
        const int Uploads = 3;
        for (var upload = 1; ; upload++)
        {
            _ = bucket.Write(KeyOf(digest), () => new FileStream(aside, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), bytes, digest, onlyIfAbsent: false);
            if (IsWhole(digest, bytes))
            {
                break;
            }

            if (upload == Uploads)
            {
                throw new ArtifactException($"{Describe(digest)} was uploaded {Uploads} times and never read back whole; check the S3 server and the network.", isTransient: true);
            }
        }

        verified[digest] = true;
        GuardFiles(aside, () => cache.Add(aside, digest, bytes)).Dispose();
    }

    protected override byte[] ReadObject(Digest digest, long? bytes)
    {
        using var lease = Fetch(digest, bytes);
        var content = File.ReadAllBytes(lease.Path);
        return Digest.OfBytes(content) == digest
            ? content
            : throw new ArtifactException($"The file {lease.Path} in the cache changed while it was read; nobody but Assay may write there.", isTransient: true);
    }

    private static string KeyOf(Digest digest) => $"objects/sha256/{digest.Hex[..2]}/{digest.Hex[2..]}";

    private string Describe(string key) => bucket.Describe(key);

    /// <summary>Reads an object of the bucket to its end and says whether it is what its name says.</summary>
    private bool IsWhole(Digest digest, long bytes)
    {
        var isWhole = false;
        _ = bucket.TryRead(KeyOf(digest), bytes, async (stream, token) => isWhole = Digest.Parse(Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token))) == digest);
        return isWhole;
    }

    /// <summary>An object in the cache, verified just now; brought there where it is missing or damaged.</summary>
    private ObjectCache.Lease Fetch(Digest digest, long? bytes)
    {
        lock (fetching[digest.Hex.GetHashCode(StringComparison.Ordinal) & 63])
        {
            return cache.TryTake(digest) ?? Download(digest, bytes);
        }
    }

    private ObjectCache.Lease Download(Digest digest, long? bytes)
    {
        var key = KeyOf(digest);
        var aside = cache.NewPath();
        try
        {
            long received = 0;
            Digest? found = null;

            // Bytes may have been lost on the way: only what is wrong twice is wrong in the bucket.
            for (var reading = 0; reading < 2 && found != digest; reading++)
            {
                if (!bucket.TryRead(key, bytes ?? 0, async (stream, token) => (received, found) = await SaveAsync(stream, aside, token)))
                {
                    throw new ArtifactException($"The object {Describe(key)} is not in the store; run again, and it is made anew.");
                }
            }

            if (found == digest)
            {
                verified[digest] = true;
                return GuardFiles(aside, () => cache.Add(aside, digest, received));
            }

            verified.TryRemove(digest, out _);
            throw bytes is { } whole && received != whole
                ? new ArtifactException($"The object {Describe(key)} is damaged: it has {received:n0} of {whole:n0} bytes; delete it in the bucket and run again, and it is made anew.")
                : new ArtifactException($"The object {Describe(key)} is damaged: its bytes do not have the digest that is its name; delete it in the bucket and run again, and it is made anew.");
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static async Task<(long Bytes, Digest Digest)> SaveAsync(Stream stream, string aside, CancellationToken token)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        await using (var file = OpenAside(aside))
        {
            for (var count = await stream.ReadAsync(buffer, token); count > 0; count = await stream.ReadAsync(buffer, token))
            {
                hash.AppendData(buffer, 0, count);
                GuardFiles(aside, () =>
                {
                    file.Write(buffer, 0, count);
                    return count;
                });
                bytes += count;
            }
        }

        return (bytes, Digest.Parse(Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    private static FileStream OpenAside(string aside) => GuardFiles(aside, () => new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 1));
}
