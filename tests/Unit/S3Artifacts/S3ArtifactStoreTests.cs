using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.S3Artifacts;
using Assay.Tests.Support.S3;
using Assay.Tests.Unit.Artifacts;

namespace Assay.Tests.Unit.S3Artifacts;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class S3ArtifactStoreTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    [Fact]
    public async Task Put_OnOneMachine_IsReadOnAnother()
    {
        await using var bench = await S3Bench.StartAsync();
        var table = new Table("t/1", new Int32Column("a", [3, 1, 2]));
        var (here, there) = (bench.Open(0), bench.Open(1));

        var bytes = here.Put(Content, "x/1");
        var rows = here.PutTable(table);

        there.Read(bytes).ShouldBe(Content);
        there.Read(bytes.Digest).ShouldBe(Content);
        there.ReadTable(rows).Int32("a").ShouldBe([3, 1, 2]);
        there.Contains(bytes).ShouldBeTrue();
        bench.Server.Keys(S3Bench.Bucket).ShouldBe([.. new[] { S3Bench.KeyOf(bytes.Sha256), S3Bench.KeyOf(rows.Sha256) }.Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task Put_SameContentInFolderAndBucket_HasTheSameReference()
    {
        await using var bench = await S3Bench.StartAsync();
        using var own = new Support.TemporaryFolder();
        using var folder = new FolderArtifactStore(own.Path);
        var table = new Table("t/1", new Int32Column("a", [3, 1, 2]));

        bench.Open().PutTable(table).ShouldBe(folder.PutTable(table));
        bench.Open(1).PutJson("j/1", new { A = 1 }).ShouldBe(folder.PutJson("j/1", new { A = 1 }));
    }

    [Fact]
    public async Task Put_Upload_IsReadBackBeforeItReturnsAndNotMadeTwice()
    {
        await using var bench = await S3Bench.StartAsync();
        var store = bench.Open();

        _ = store.Put(Content, "x/1");
        bench.Server.Requests.Select(request => request.Method).ShouldBe(["HEAD", "PUT", "GET"]);

        _ = store.Put(Content, "x/1");
        bench.Server.Requests.Select(request => request.Method).ShouldBe(["HEAD", "PUT", "GET", "HEAD"]);
    }

    [Fact]
    public async Task Put_AlreadyInTheBucketButDamaged_IsUploadedAgain()
    {
        await using var bench = await S3Bench.StartAsync();
        var reference = bench.Open(0).Put(Content, "x/1");
        var key = S3Bench.KeyOf(reference.Sha256);
        bench.Server.Set(S3Bench.Bucket, key, Flipped(Content));

        _ = bench.Open(1).Put(Content, "x/1");

        bench.Server.Get(S3Bench.Bucket, key).ShouldBe(Content);
    }

    [Theory]
    [InlineData("PUT", S3Fault.InternalError)]
    [InlineData("PUT", S3Fault.SlowDown)]
    [InlineData("PUT", S3Fault.LostRequest)]
    [InlineData("PUT", S3Fault.LostAnswer)]
    [InlineData("PUT", S3Fault.HalfKept)]
    [InlineData("PUT", S3Fault.FlippedKept)]
    [InlineData("HEAD", S3Fault.InternalError)]
    [InlineData("HEAD", S3Fault.LostAnswer)]
    [InlineData("GET", S3Fault.BrokenBody)]
    [InlineData("GET", S3Fault.HalfBody)]
    [InlineData("GET", S3Fault.FlippedBody)]
    [InlineData("GET", S3Fault.SlowDown)]
    public async Task Put_ServerFailsOnce_EndsWithTheWholeObject(string method, S3Fault fault)
    {
        await using var bench = await S3Bench.StartAsync();
        bench.Server.Fail(method, "objects/", fault);

        var reference = bench.Open().Put(Content, "x/1");

        bench.Server.Get(S3Bench.Bucket, S3Bench.KeyOf(reference.Sha256)).ShouldBe(Content);
        bench.Open(1).Read(reference).ShouldBe(Content);
    }

    [Theory]
    [InlineData(S3Fault.InternalError)]
    [InlineData(S3Fault.BrokenBody)]
    [InlineData(S3Fault.HalfBody)]
    [InlineData(S3Fault.FlippedBody)]
    [InlineData(S3Fault.LostAnswer)]
    public async Task Read_ServerFailsOnce_GivesTheWholeObject(S3Fault fault)
    {
        await using var bench = await S3Bench.StartAsync();
        var reference = bench.Open(0).Put(Content, "x/1");
        bench.Server.Fail("GET", "objects/", fault);

        bench.Open(1).Read(reference).ShouldBe(Content);
    }

    [Fact]
    public async Task Put_ServerNeverAnswers_EndsInOneSentence()
    {
        await using var bench = await S3Bench.StartAsync();
        bench.Server.Fail("HEAD", "objects/", Enumerable.Repeat(S3Fault.Silence, 4).ToArray());
        var store = bench.Open(bench.Options() with { Timeout = TimeSpan.FromMilliseconds(150), Attempts = 2 });

        var failure = Should.Throw<ArtifactException>(() => store.Put(Content, "x/1"));

        failure.Message.ShouldStartWith($"The S3 endpoint {bench.Server.Endpoint} did not answer in time about s3://assay/team/objects/sha256/");
        failure.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Put_NeverKeptWhole_EndsInOneSentence()
    {
        await using var bench = await S3Bench.StartAsync();
        bench.Server.Fail("PUT", "objects/", S3Fault.HalfKept, S3Fault.HalfKept, S3Fault.FlippedKept);

        Should.Throw<ArtifactException>(() => bench.Open().Put(Content, "x/1")).Message
            .ShouldEndWith("was uploaded 3 times and never read back whole; check the S3 server and the network.");
    }

    [Fact]
    public async Task Read_HalfAnObjectInTheBucket_SaysSo()
    {
        await using var bench = await S3Bench.StartAsync();
        var reference = bench.Open(0).Put(Content, "x/1");
        var key = S3Bench.KeyOf(reference.Sha256);
        bench.Server.Set(S3Bench.Bucket, key, Content[..500]);

        var failure = Should.Throw<ArtifactException>(() => bench.Open(1).Read(reference));

        failure.Message.ShouldBe($"The object s3://assay/{key} is damaged: it has 500 of 1,000 bytes; delete it in the bucket and run again, and it is made anew.");
        failure.IsTransient.ShouldBeFalse();
        bench.Open(1).Contains(reference).ShouldBeFalse();
    }

    [Fact]
    public async Task Read_OneBitTurnedInTheBucket_SaysSo()
    {
        await using var bench = await S3Bench.StartAsync();
        var reference = bench.Open(0).Put(Content, "x/1");
        var key = S3Bench.KeyOf(reference.Sha256);
        bench.Server.Set(S3Bench.Bucket, key, Flipped(Content));

        foreach (var read in new Action<S3ArtifactStore>[] { store => store.Read(reference), store => store.Read(reference.Digest), store => store.WithFile(reference, path => path) })
        {
            Should.Throw<ArtifactException>(() => read(bench.Open(1))).Message.ShouldBe(
                $"The object s3://assay/{key} is damaged: its bytes do not have the digest that is its name; delete it in the bucket and run again, and it is made anew.");
        }
    }

    [Fact]
    public async Task Read_ObjectGone_SaysSo()
    {
        await using var bench = await S3Bench.StartAsync();
        var reference = bench.Open(0).Put(Content, "x/1");
        bench.Server.Set(S3Bench.Bucket, S3Bench.KeyOf(reference.Sha256), null);

        Should.Throw<ArtifactException>(() => bench.Open(1).Read(reference)).Message.ShouldContain("is not in the store; run again");
        bench.Open(0).Contains(reference).ShouldBeFalse();
    }

    [Fact]
    public async Task Read_OneBitTurnedInTheCache_IsFetchedAnew()
    {
        await using var bench = await S3Bench.StartAsync();
        var store = bench.Open();
        var reference = store.Put(Content, "x/1");
        var cached = store.WithFile(reference, path => path);
        File.SetUnixFileMode(cached, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllBytes(cached, Flipped(Content));

        store.Read(reference).ShouldBe(Content);
        store.WithFile(reference, File.ReadAllBytes).ShouldBe(Content);
    }

    [Fact]
    public async Task Open_WrongSecret_SaysSoAndNotTheSecret()
    {
        await using var bench = await S3Bench.StartAsync();
        var store = bench.Open(bench.Options(), new S3Credentials(FakeS3Server.AccessKey, "another-secret"));

        var failure = Should.Throw<ArtifactException>(() => store.Check());

        failure.Message.ShouldBe(
            $"The S3 endpoint {bench.Server.Endpoint} refuses the key for s3://assay/team/runs/ (SignatureDoesNotMatch); check the credentials that temporal.yaml names, and what they may do.");
        failure.ToString().ShouldNotContain("another-secret");
        failure.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task Open_UnknownKey_SaysSo()
    {
        await using var bench = await S3Bench.StartAsync();

        Should.Throw<ArtifactException>(() => bench.Open(bench.Options(), new S3Credentials("AKIANOBODY", "secret")).Check()).Message.ShouldContain("refuses the key");
        Should.Throw<ArtifactException>(() => bench.Open(bench.Options(), new S3Credentials("AKIANOBODY", "secret")).Put(Content, "x/1")).Message.ShouldContain("refuses the key");
    }

    [Fact]
    public async Task Open_BucketNotThere_SaysSo()
    {
        await using var bench = await S3Bench.StartAsync();

        Should.Throw<ArtifactException>(() => bench.Open(bench.Options() with { Bucket = "elsewhere" }).Check()).Message
            .ShouldBe($"The bucket elsewhere is not at {bench.Server.Endpoint}; make it once, or name another in temporal.yaml.");
    }

    [Fact]
    public async Task Open_NobodyListens_SaysSo()
    {
        await using var bench = await S3Bench.StartAsync();
        var endpoint = bench.Server.Endpoint;
        var options = bench.Options() with { Attempts = 2 };
        await bench.Server.DisposeAsync();

        var failure = Should.Throw<ArtifactException>(() => bench.Open(options).Check());

        failure.Message.ShouldBe($"The S3 endpoint {endpoint} cannot be reached (Connection refused); check the address in temporal.yaml and the network.");
        failure.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Check_TellsWhetherConditionsAreHeededAndLeavesNothingBehind()
    {
        await using var bench = await S3Bench.StartAsync();

        bench.Open().Check().ShouldBe(new S3Findings(HeedsConditions: true));
        bench.Server.HeedsConditions = false;
        bench.Open().Check().ShouldBe(new S3Findings(HeedsConditions: false));

        bench.Server.Keys(S3Bench.Bucket).ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_ClockOfTheServerAnHourAhead_IsSignedByItsTime()
    {
        await using var bench = await S3Bench.StartAsync();
        bench.Server.Time = new ShiftedTimeProvider(TimeSpan.FromHours(1));

        var reference = bench.Open().Put(Content, "x/1");

        bench.Server.Get(S3Bench.Bucket, S3Bench.KeyOf(reference.Sha256)).ShouldBe(Content);
    }

    [Fact]
    public async Task Run_ManyFilesAndSmallPages_AreAllListed()
    {
        await using var bench = await S3Bench.StartAsync();
        bench.Server.PageSize = 7;
        var artifact = bench.Open().Put(Content, "x/1");
        var files = Enumerable.Range(0, 30).Select(i => RunFileSample.Named($"part/{i:d2}.bin", artifact)).ToList();

        bench.Open(1).Run("run-1").Add(files);
        bench.Open(2).Run("run-10").Add(RunFileSample.Named("other.bin", artifact));

        bench.Open(3).Run("run-1").Read().Select(file => file.Name).ShouldBe(files.Select(file => file.Name));
    }

    [Fact]
    public async Task Put_NamesWithSpacesAndUmlautsInThePrefix_AreSignedWell()
    {
        await using var bench = await S3Bench.StartAsync();
        var store = bench.Open(bench.Options() with { Prefix = "Börse + Handel/(1)/" });

        var reference = store.Put(Content, "x/1");

        bench.Server.Keys(S3Bench.Bucket).Single().ShouldStartWith("Börse + Handel/(1)/objects/");
        store.Contains(reference).ShouldBeTrue();
    }

    private static byte[] Flipped(byte[] bytes)
    {
        var copy = bytes.ToArray();
        copy[300] ^= 16;
        return copy;
    }

    private sealed class ShiftedTimeProvider(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }
}
