using Assay.Artifacts;
using Assay.Domain;

namespace Assay.Tests.Unit.S3Artifacts;

public sealed class ObjectCacheTests
{
    [Fact]
    public async Task Cache_TooMuch_LosesTheLongestUnusedAndNeverWhatIsInUse()
    {
        await using var bench = await S3Bench.StartAsync();
        var store = bench.Open(bench.Options() with { CacheBytes = 2500 });
        var objects = Enumerable.Range(0, 4).Select(i => store.Put(Enumerable.Repeat((byte)i, 1000).ToArray(), "x/1")).ToList();
        Cached(bench).ShouldBe([.. objects.Skip(2).Select(o => o.Sha256).Order(StringComparer.Ordinal)]);

        store.WithFile(objects[0], first =>
        {
            foreach (var other in objects.Skip(1))
            {
                store.Read(other).Length.ShouldBe(1000);
            }

            File.Exists(first).ShouldBeTrue();
            return File.ReadAllBytes(first);
        }).ShouldBe(Enumerable.Repeat((byte)0, 1000));

        Cached(bench).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Cache_OneObjectLargerThanIt_IsUsedAndThenGone()
    {
        await using var bench = await S3Bench.StartAsync();
        var store = bench.Open(bench.Options() with { CacheBytes = 10 });
        var reference = store.Put(new byte[1000], "x/1");

        store.WithFile(reference, File.ReadAllBytes).Length.ShouldBe(1000);

        Cached(bench).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cache_NextProcess_FindsWhatTheLastOneHad()
    {
        await using var bench = await S3Bench.StartAsync();
        ArtifactRef reference;
        using (var first = bench.Open())
        {
            reference = first.Put(new byte[1000], "x/1");
        }

        var asked = bench.Server.Requests.Count;
        bench.Open().Read(reference).Length.ShouldBe(1000);

        bench.Server.Requests.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task Cache_TwoProcessesOnOneFolder_HaveAPartEach()
    {
        await using var bench = await S3Bench.StartAsync();
        var (first, second) = (bench.Open(), bench.Open());
        var reference = first.Put(new byte[1000], "x/1");

        second.Read(reference).Length.ShouldBe(1000);

        first.WithFile(reference, path => path).ShouldNotBe(second.WithFile(reference, path => path));
    }

    [Fact]
    public async Task Cache_FolderThatCannotBeMade_IsOneSentence()
    {
        await using var bench = await S3Bench.StartAsync();
        var options = bench.Options();
        File.WriteAllText(options.CacheFolder, string.Empty);

        Should.Throw<ArtifactException>(() => bench.Open(options)).Message.ShouldStartWith($"{options.CacheFolder} cannot be written:");
    }

    [Fact]
    public async Task Cache_ReadsFromManyThreads_FetchAnObjectOnce()
    {
        await using var bench = await S3Bench.StartAsync();
        var reference = bench.Open(0).Put(new byte[100_000], "x/1");
        var store = bench.Open(1);
        var asked = bench.Server.Requests.Count;
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() => store.Read(reference))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        bench.Server.Requests.Count.ShouldBe(asked + 1);
    }

    private static List<string> Cached(S3Bench bench) =>
    [
        .. Directory.GetFiles(Path.Combine(bench.CacheFolder(0), "0", "objects"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];
}
