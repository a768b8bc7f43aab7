using System.Text;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Cli.Deployment;
using Assay.Configuration;
using Assay.S3Artifacts;

namespace Assay.Cli.Hosting;

/// <summary>Makes the artifact store that <c>temporal.yaml</c> names.</summary>
internal static class ArtifactStores
{
    /// <param name="home">The home, or the folder of a worker without one.</param>
    /// <param name="deployment">Its <c>temporal.yaml</c>.</param>
    /// <param name="durable">How the file system is changed.</param>
    /// <param name="time">The clock of pauses and timeouts.</param>
    /// <param name="warn">
    /// Told of what a bucket cannot do, after all that the store needs was asked of it once; null to ask nothing, for those who only look.
    /// </param>
    /// <exception cref="ArtifactException">The store cannot be used.</exception>
    /// <exception cref="ConfigurationException">A file that the section names cannot be used.</exception>
    public static ArtifactStore Open(HomeFolder home, DeploymentFile deployment, IDurableFiles durable, TimeProvider time, Action<string>? warn)
    {
        var artifacts = deployment.Settings.Artifacts ?? new ArtifactSettings();
        return artifacts.Store switch
        {
            ArtifactSettings.Shared => FolderArtifactStore.OpenShared(artifacts.Folder!, durable),
            ArtifactSettings.Bucket => OpenBucket(home, deployment, artifacts.S3!, time, warn),
            _ => new FolderArtifactStore(home.Path, durable),
        };
    }

    private static S3ArtifactStore OpenBucket(HomeFolder home, DeploymentFile deployment, BucketSettings s3, TimeProvider time, Action<string>? warn)
    {
        var credentials = deployment.ReadNamed("artifacts.s3.credentialsFile", s3.CredentialsFile, secret: true) is { } bytes
            ? S3Credentials.Parse(Encoding.UTF8.GetString(bytes), s3.CredentialsFile!)
            : S3Credentials.FromEnvironment(Environment.GetEnvironmentVariable);
        var options = new S3StoreOptions
        {
            Endpoint = new Uri(s3.Endpoint!),
            Bucket = s3.Bucket!,
            Region = s3.Region,
            Prefix = s3.Prefix is null or "" ? string.Empty : s3.Prefix.TrimEnd('/') + "/",
            CacheFolder = s3.CacheFolder is null
                ? Path.Combine(home.Path, "artifacts", "cache")
                : Path.GetFullPath(s3.CacheFolder, Path.GetDirectoryName(deployment.Path)!),
            CacheBytes = (long)s3.CacheMib << 20,
            Timeout = TimeSpan.FromSeconds(s3.TimeoutSeconds),
            Attempts = s3.Attempts,
        };
        var store = new S3ArtifactStore(options, credentials, time);
        try
        {
            if (warn is not null && !store.Check().HeedsConditions)
            {
                warn(
                    $"The S3 server {s3.Endpoint} does not heed conditions on writes, so of two workers that write one memo at the same instant the last stands and not the first.");
            }

            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
