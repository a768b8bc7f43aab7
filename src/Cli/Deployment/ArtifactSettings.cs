namespace Assay.Cli.Deployment;

/// <summary>Where objects, memos, records of effects and entries of runs lie. All processes of one engine need the same store.</summary>
internal sealed record ArtifactSettings
{
    public const string Home = "home";
    public const string Shared = "folder";
    public const string Bucket = "s3";

    /// <summary><c>home</c>: the folder <c>artifacts</c> of the home, for one machine; <c>folder</c>: a folder that machines share; <c>s3</c>: a bucket.</summary>
    public string Store { get; init; } = Home;

    /// <summary>The shared folder; needed for the store <c>folder</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>The bucket; needed for the store <c>s3</c>.</summary>
    public BucketSettings? S3 { get; init; }
}
