namespace Assay.Cli.Deployment;

/// <summary>A bucket on an S3 server, and the cache of its objects on this machine.</summary>
internal sealed record BucketSettings
{
    /// <summary>Address of the server, such as <c>https://s3.example.com</c>.</summary>
    public string? Endpoint { get; init; }

    public string? Bucket { get; init; }

    /// <summary>Region that requests are signed for; a server of one's own mostly takes any.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>What every key begins with; a slash follows it.</summary>
    public string? Prefix { get; init; }

    /// <summary>
    /// File with <c>aws_access_key_id = …</c> and <c>aws_secret_access_key = …</c>; only its owner may read it. Null for the environment variables
    /// <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>.
    /// </summary>
    public string? CredentialsFile { get; init; }

    /// <summary>Seconds that one answer may take, besides one for each 256 KiB that travel, 1 to 3,600.</summary>
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>How often a request is made before its failure is told, 1 to 20.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Folder of the cache; null for <c>artifacts/cache</c> of the home.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>What the cache holds at most, objects in use aside; MiB, 1 or more.</summary>
    public int CacheMib { get; init; } = 4096;
}
