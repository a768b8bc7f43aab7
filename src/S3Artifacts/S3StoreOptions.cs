namespace Assay.S3Artifacts;

/// <summary>Where the bucket is, and how patiently it is asked.</summary>
public sealed record S3StoreOptions
{
    /// <summary>Address of the server, with <c>http</c> or <c>https</c>. The bucket's name goes into the path, not into the host name.</summary>
    public required Uri Endpoint { get; init; }

    public required string Bucket { get; init; }

    /// <summary>Region that requests are signed for; servers of one's own mostly take any.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>What every key begins with: empty, or ending in a slash.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>The folder of the cache on this machine; processes may share it, each has its own part.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>What the cache holds at most, files in use aside; bytes, by default 4 GiB.</summary>
    public long CacheBytes { get; init; } = 4L << 30;

    /// <summary>How long one answer may take, besides a second for each 256 KiB that travel; by default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is made before its failure is told, 1 or more; by default 6.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The pause before the second attempt; it doubles with each, up to 8 s. By default 250 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);
}
