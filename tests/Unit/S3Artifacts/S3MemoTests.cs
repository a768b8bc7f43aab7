using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Artifacts.Memo;
using Assay.Domain;
using Assay.Tests.Support.S3;

namespace Assay.Tests.Unit.S3Artifacts;

/// <summary>Memos in a bucket: the first writer wins, and never is there a memo whose objects are not all there.</summary>
public sealed class S3MemoTests
{
    private static readonly Digest Code = Digest.OfBytes("code"u8);
    private static readonly MemoKey Key = MemoKey.Of("train", Code, 1);
    private static readonly string MemoName = $"team/memo/{Key.Key.Hex[..2]}/{Key.Key.Hex}.json";

    [Fact]
    public async Task Save_TwoMachines_TheFirstStands()
    {
        await using var bench = await S3Bench.StartAsync();
        var reports = new List<string>();
        new MemoStore(bench.Open(0), reports.Add).Save(Key, 1.5).ShouldBe(1.5);

        new MemoStore(bench.Open(1), reports.Add).Save(Key, 2.5).ShouldBe(1.5);

        reports.Single().ShouldContain($"s3://assay/{MemoName}");
    }

    [Fact]
    public async Task Save_OtherMachineWritesBetweenLookAndWrite_TheFirstStands()
    {
        await using var bench = await S3Bench.StartAsync();
        var first = new MemoStore(bench.Open(0), _ => { });
        var isDone = false;
        bench.Server.Watch = (method, key) =>
        {
            if (method == "PUT" && key == MemoName && !isDone)
            {
                isDone = true;
                first.Save(Key, 1.5).ShouldBe(1.5);
            }
        };

        new MemoStore(bench.Open(1), _ => { }).Save(Key, 2.5).ShouldBe(1.5);

        bench.Server.Requests.ShouldContain(request => request.Status == 412 && request.IsConditional);
    }

    [Fact]
    public async Task Save_ServerOverlooksConditions_StillEndsInOneMemo()
    {
        await using var bench = await S3Bench.StartAsync();
        bench.Server.HeedsConditions = false;
        new MemoStore(bench.Open(0), _ => { }).Save(Key, 1.5);

        new MemoStore(bench.Open(1), _ => { }).Save(Key, 2.5).ShouldBe(1.5);
    }

    [Theory]
    [InlineData(S3Fault.LostAnswer)]
    [InlineData(S3Fault.LostRequest)]
    [InlineData(S3Fault.InternalError)]
    public async Task Save_WriteFailsOnce_TheOwnResultStandsAndNothingIsReported(S3Fault fault)
    {
        await using var bench = await S3Bench.StartAsync();
        var reports = new List<string>();
        bench.Server.Fail("PUT", "memo/", fault);

        new MemoStore(bench.Open(), reports.Add).Save(Key, 1.5).ShouldBe(1.5);

        reports.ShouldBeEmpty();
        new MemoStore(bench.Open(1), reports.Add).TryFind<double>(Key, out var found).ShouldBeTrue();
        found.ShouldBe(1.5);
    }

    [Theory]
    [InlineData(S3Fault.HalfKept)]
    [InlineData(S3Fault.FlippedKept)]
    public async Task Save_ServerKeepsOtherBytes_IsWrittenAgain(S3Fault fault)
    {
        await using var bench = await S3Bench.StartAsync();
        bench.Server.Fail("PUT", "memo/", fault);

        new MemoStore(bench.Open(), _ => { }).Save(Key, 1.5).ShouldBe(1.5);

        new MemoStore(bench.Open(1), _ => { }).TryFind<double>(Key, out var found).ShouldBeTrue();
        found.ShouldBe(1.5);
    }

    [Fact]
    public async Task Save_ManyMachinesAtOnce_AllGetOneResult()
    {
        await using var bench = await S3Bench.StartAsync();
        var stores = Enumerable.Range(0, 6).Select(i => bench.Open(i)).ToList();
        for (var round = 0; round < 5; round++)
        {
            var key = MemoKey.Of("train", Code, round + 100);
            var results = new double[stores.Count];
            var threads = stores.Select((store, i) => new Thread(() => results[i] = new MemoStore(store, _ => { }).Save(key, (double)i))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            results.Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public async Task TryFind_OneBitTurnedInTheBucket_IsReportedAndCountsAsAbsent()
    {
        await using var bench = await S3Bench.StartAsync();
        var reports = new List<string>();
        new MemoStore(bench.Open(), reports.Add).Save(Key, 1.5);
        var bytes = bench.Server.Get(S3Bench.Bucket, MemoName)!.ToArray();
        bytes[20] ^= 1;
        bench.Server.Set(S3Bench.Bucket, MemoName, bytes);

        new MemoStore(bench.Open(), reports.Add).TryFind<double>(Key, out _).ShouldBeFalse();

        reports.Single().ShouldContain($"s3://assay/{MemoName}");
    }

    [Fact]
    public async Task Effect_SecondDelivery_GetsTheAnswerOfTheFirst()
    {
        await using var bench = await S3Bench.StartAsync();
        new EffectStore(bench.Open(0)).Save("run", "1", "first").ShouldBe("first");

        new EffectStore(bench.Open(1)).Save("run", "1", "second").ShouldBe("first");
    }

    /// <summary>
    /// The worker dies at the n-th request, for every n: before the server does what was asked, and after. What is in the bucket is whole then, and
    /// a second worker ends with what an undisturbed one has.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Work_DyingAtEveryRequest_NeverLeavesAMemoWithoutItsObjects(bool afterTheDeed)
    {
        var undisturbed = await WorkAsync(die: null, afterTheDeed);
        for (var n = 0; n < undisturbed.Requests; n++)
        {
            var disturbed = await WorkAsync(n, afterTheDeed);

            disturbed.Keys.ShouldBe(undisturbed.Keys);
        }

        undisturbed.Requests.ShouldBeGreaterThan(10);
    }

    /// <summary>Two workers on the same key while the server fails at random: both end with one result, at no moment with a memo that lacks objects.</summary>
    [Fact]
    public async Task Work_TwoWorkersAndAFailingServer_EndInOneMemo()
    {
        S3Fault[] kinds = [S3Fault.InternalError, S3Fault.SlowDown, S3Fault.LostAnswer, S3Fault.LostRequest, S3Fault.BrokenBody, S3Fault.HalfBody, S3Fault.FlippedBody, S3Fault.HalfKept];
        for (var seed = 0; seed < 10; seed++)
        {
            await using var bench = await S3Bench.StartAsync();
            var random = new Random(seed);
            foreach (var method in new[] { "PUT", "GET", "HEAD" })
            {
                for (var i = 0; i < 4; i++)
                {
                    bench.Server.Fail(method, string.Empty, kinds[random.Next(kinds.Length)]);
                }
            }

            var results = new Output[2];
            var threads = results.Select((_, i) => new Thread(() => results[i] = Work(bench.Open(bench.Options(i) with { Attempts = 20 })))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            results[0].ShouldBe(results[1]);
            ShouldBeWhole(bench.Server);
        }
    }

    private static async Task<(int Requests, IReadOnlyList<string> Keys)> WorkAsync(int? die, bool afterTheDeed)
    {
        await using var bench = await S3Bench.StartAsync();
        var count = 0;
        if (die is { } at)
        {
            bench.Server.Fail((_, _) => count == at, afterTheDeed ? S3Fault.LostAnswer : S3Fault.LostRequest);
            bench.Server.Watch = (_, _) =>
            {
                if (count++ > at)
                {
                    throw new OperationCanceledException();
                }
            };
            var doomed = bench.Open(bench.Options(0) with { Attempts = 1 });
            Should.Throw<ArtifactException>(() => Work(doomed)).IsTransient.ShouldBeTrue();
            ShouldBeWhole(bench.Server);
            bench.Server.Watch = null;
        }

        var before = bench.Server.Requests.Count;
        _ = Work(bench.Open(1));
        ShouldBeWhole(bench.Server);
        return (bench.Server.Requests.Count - before, bench.Server.Keys(S3Bench.Bucket));
    }

    private static Output Work(IArtifactStore store)
    {
        var memos = new MemoStore(store, _ => { });
        if (!memos.TryFind<Output>(Key, out var result))
        {
            result = memos.Save(Key, new Output(store.Put(new byte[] { 1, 2, 3, 4 }, "a/1"), store.PutJson("b/1", new { Value = 2 })));
        }

        return result;
    }

    /// <summary>Every memo's objects are there, and every object is what its name says.</summary>
    private static void ShouldBeWhole(FakeS3Server server)
    {
        var keys = server.Keys(S3Bench.Bucket);
        foreach (var key in keys.Where(key => key.StartsWith("team/memo/", StringComparison.Ordinal)))
        {
            var result = CanonicalJson.Parse(server.Get(S3Bench.Bucket, key)!).GetProperty("content").GetProperty("result");
            foreach (var reference in ArtifactReferences.In(result))
            {
                Digest.OfBytes(server.Get(S3Bench.Bucket, S3Bench.KeyOf(reference.Sha256))).ShouldBe(reference.Digest);
            }
        }
    }

    private sealed record Output(ArtifactRef Model, ArtifactRef Figures);
}
