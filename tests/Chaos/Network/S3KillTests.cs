using System.Diagnostics;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Tests.Support;
using Assay.Tests.Support.S3;

namespace Assay.Tests.Chaos.Network;

/// <summary>
/// kill -9 of the whole program at a request to the bucket, before the server does what was asked and after: never is there a memo whose objects
/// are not all there and whole, and the resumed run ends as an undisturbed one with its store in the home does.
/// </summary>
[Collection(nameof(ChaosFixture))]
public sealed class S3KillTests(ChaosFixture fixture) : IDisposable
{
    private const string Bucket = "assay";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("PUT", "objects/", 40, true)]
    [InlineData("PUT", "memo/", 3, false)]
    [InlineData("PUT", "memo/", 6, true)]
    [InlineData("PUT", "runs/", 30, true)]
    [InlineData("PUT", "effects/", 2, false)]
    public async Task Run_KilledAtARequestToTheBucket_LeavesItWholeAndEndsAsIfUndisturbed(string method, string keyPart, int number, bool afterTheDeed)
    {
        SmallMarket.Write(folder.Path);
        await using var server = await FakeS3Server.StartAsync(Bucket);
        var home = new ChaosHome(folder.File("home"));
        Deploy(home.Path, server);

        Process? host = null;
        var seen = 0;
        server.Watch = (m, key) =>
        {
            if (m == method && key.StartsWith(keyPart, StringComparison.Ordinal) && Interlocked.Increment(ref seen) == number)
            {
                host!.Kill();
                if (!afterTheDeed)
                {
                    throw new OperationCanceledException();
                }
            }
        };
        var killed = await Life.WatchedAsync(folder.Path, home.Path, null, process => host = process, "run");
        server.Watch = null;
        killed.WasKilled.ShouldBeTrue(killed.Output);
        var finished = ShouldBeWhole(server);

        var resumed = await Life.RunAsync(folder.Path, home.Path, null, resume: true);

        resumed.ExitCode.ShouldBe(0, resumed.Output);
        resumed.Executed.ShouldBeUnique();
        resumed.Executed.Where(key => finished.Contains(ChaosHome.RecordOf(key))).ShouldBeEmpty();
        ShouldBeWhole(server);
        var reference = fixture.Reference.FirstHome;
        home.Contents(home.Runs().Single()).ShouldBe(reference.Contents(reference.Runs().Single()));
        home.LiveFiles().ShouldBe(fixture.Reference.FirstHome.LiveFiles());
    }

    private void Deploy(string home, FakeS3Server server)
    {
        Directory.CreateDirectory(home);
        var key = folder.File("s3.key");
        File.WriteAllText(key, $"aws_access_key_id = {FakeS3Server.AccessKey}\naws_secret_access_key = {FakeS3Server.SecretKey}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(
            Path.Combine(home, "temporal.yaml"),
            $"artifacts:\n  store: s3\n  s3: {{ endpoint: '{server.Endpoint}', bucket: {Bucket}, region: {FakeS3Server.Region}, credentialsFile: {key}, attempts: 3 }}\n");
    }

    /// <summary>Every object is what its name says, and all that a memo refers to is there.</summary>
    /// <returns>Keys of the memos and of the records of effects.</returns>
    private static HashSet<string> ShouldBeWhole(FakeS3Server server)
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in server.Keys(Bucket))
        {
            var bytes = server.Get(Bucket, key)!;
            var name = key[(key.LastIndexOf('/') + 1)..];
            if (key.StartsWith("objects/", StringComparison.Ordinal))
            {
                Digest.OfBytes(bytes).Hex.ShouldBe(key.Split('/')[2] + name);
            }
            else if (key.StartsWith("memo/", StringComparison.Ordinal) || key.StartsWith("effects/", StringComparison.Ordinal))
            {
                finished.Add(name[..^".json".Length]);
                var result = CanonicalJson.Parse(bytes).GetProperty("content").GetProperty("result");
                foreach (var reference in ArtifactReferences.In(result))
                {
                    server.Get(Bucket, $"objects/sha256/{reference.Sha256[..2]}/{reference.Sha256[2..]}").ShouldNotBeNull(key).LongLength.ShouldBe(reference.Bytes);
                }
            }
        }

        return finished;
    }
}
