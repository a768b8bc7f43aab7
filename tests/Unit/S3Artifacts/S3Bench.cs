using Assay.S3Artifacts;
using Assay.Tests.Support;
using Assay.Tests.Support.S3;

namespace Assay.Tests.Unit.S3Artifacts;

/// <summary>A fake server with one bucket, and stores on it, each with a cache of its own, as on so many machines.</summary>
internal sealed class S3Bench : IAsyncDisposable
{
    public const string Bucket = "assay";
    private readonly TemporaryFolder folder = new();
    private readonly List<S3ArtifactStore> stores = [];

    private S3Bench(FakeS3Server server) => Server = server;

    public FakeS3Server Server { get; }

    public static async Task<S3Bench> StartAsync() => new(await FakeS3Server.StartAsync(Bucket));

    public string CacheFolder(int machine) => folder.File($"cache-{machine}");

    public S3StoreOptions Options(int machine = 0) => new()
    {
        Endpoint = Server.Endpoint,
        Bucket = Bucket,
        Region = FakeS3Server.Region,
        Prefix = "team/",
        CacheFolder = CacheFolder(machine),
        FirstPause = TimeSpan.FromMilliseconds(1),
    };

    public S3ArtifactStore Open(int machine = 0) => Open(Options(machine));

    public S3ArtifactStore Open(S3StoreOptions options, S3Credentials? credentials = null)
    {
        var store = new S3ArtifactStore(options, credentials ?? new S3Credentials(FakeS3Server.AccessKey, FakeS3Server.SecretKey), TimeProvider.System);
        stores.Add(store);
        return store;
    }

    /// <summary>The key of an object in the bucket.</summary>
    public static string KeyOf(string sha256) => $"team/objects/sha256/{sha256[..2]}/{sha256[2..]}";

    public async ValueTask DisposeAsync()
    {
        stores.ForEach(store => store.Dispose());
        await Server.DisposeAsync();
        folder.Dispose();
    }
}
