using Assay.Artifacts;
using Assay.Artifacts.Memo;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.S3Artifacts;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos.Network;

/// <summary>The store on a server that is not ours: what it writes is stored as it was sent, and what it lists, reads and refuses is understood.</summary>
public sealed class S3rverTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [S3rverFact]
    public async Task Store_OnAForeignServer_KeepsAndFindsWhatItPuts()
    {
        using var server = await S3rver.StartAsync(folder.File("bucket"));
        using var here = Open(server, "here");
        using var there = Open(server, "there");
        var content = new byte[300_000];
        new Random(3).NextBytes(content);

        var bytes = here.Put(content, "x/1");
        var table = here.PutTable(new Table("t/1", new Int32Column("a", [3, 1, 2])));
        var key = MemoKey.Of("train", Digest.OfBytes("code"u8), 1);
        new MemoStore(here, _ => { }).Save(key, bytes).ShouldBe(bytes);
        here.Run("run-1").Add(Entry("a/x.bin", bytes), Entry("t.parquet", table));

        there.Read(bytes).ShouldBe(content);
        there.ReadTable(table).Int32("a").ShouldBe([3, 1, 2]);
        new MemoStore(there, _ => { }).TryFind<ArtifactRef>(key, out var found).ShouldBeTrue();
        found.ShouldBe(bytes);
        there.Run("run-1").Read().Select(file => file.Name).ShouldBe(["a/x.bin", "t.parquet"]);

        // As files on the server's disk the objects have the bytes that were sent: no framing of a chunked upload among them.
        Directory.EnumerateFiles(folder.File("bucket"), "*", SearchOption.AllDirectories).Count(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(content)).ShouldBe(1);
    }

    /// <summary>This server overlooks If-None-Match; the store notices.</summary>
    [S3rverFact]
    public async Task Check_OnAForeignServer_FindsThatItOverlooksConditions()
    {
        using var server = await S3rver.StartAsync(folder.File("bucket"));
        using var store = Open(server, "here");

        store.Check().ShouldBe(new S3Findings(HeedsConditions: false));
    }

    [S3rverFact]
    public async Task Open_BucketOrServerNotThere_SaysSo()
    {
        var server = await S3rver.StartAsync(folder.File("bucket"));
        using var elsewhere = Open(server, "here", "elsewhere");
        Should.Throw<ArtifactException>(() => elsewhere.Check()).Message.ShouldStartWith("The bucket elsewhere is not at http://127.0.0.1:");
        using var store = Open(server, "there");
        server.Dispose();

        Should.Throw<ArtifactException>(() => store.Check()).Message.ShouldContain("cannot be reached (Connection refused)");
    }

    private static Assay.Artifacts.Runs.RunFile Entry(string name, ArtifactRef artifact) => new()
    {
        Name = name,
        Artifact = artifact,
        Activity = "Test",
        Inputs = [],
        Started = new DateTimeOffset(2026, 11, 21, 5, 0, 0, TimeSpan.Zero),
        Ended = new DateTimeOffset(2026, 11, 21, 5, 1, 0, TimeSpan.Zero),
        Host = "here",
        Synthetic = true,
        DryRun = false,
    };

    private S3ArtifactStore Open(S3rver server, string machine, string bucket = S3rver.Bucket) => new(
        new S3StoreOptions
        {
            Endpoint = server.Endpoint,
            Bucket = bucket,
            Prefix = "research/",
            CacheFolder = folder.File(machine),
            FirstPause = TimeSpan.FromMilliseconds(1),
        },
        S3rver.Credentials,
        TimeProvider.System);
}
