using System.Text.Json;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Release;
using Assay.Release.Signing;
using Assay.Release.Trust;

namespace Assay.Tests.Unit.Release;

public sealed class ReleaseLedgerTests : IDisposable
{
    private const string Bundle = "manifest.0123.sigstore.json";
    private readonly LedgerBench bench = new();

    private ReleaseLedger Ledger => bench.Ledger;

    public void Dispose() => bench.Dispose();

    [Fact]
    public void NextVersion_NothingReleased_IsOne() => Ledger.NextVersion("run/1").ShouldBe(1);

    [Fact]
    public void NextVersion_ReleaseWritten_IsTheOneAfterIt()
    {
        Write(1);

        Ledger.NextVersion("run/1").ShouldBe(2);
        Ledger.FindByInvocation("run/1").ShouldBe(1);
    }

    [Fact]
    public void NextVersion_InterruptedBeforeTheManifest_GoesOnForItsOwnInvocationOnly()
    {
        Write(1, "run/0");
        Write(2);
        File.Delete(PathOf(2, "manifest.dsse.json"));

        Ledger.NextVersion("run/1").ShouldBe(2);
        Ledger.NextVersion("another/1").ShouldBe(3);
        Ledger.FindByInvocation("run/1").ShouldBeNull();
    }

    [Fact]
    public void NextVersion_FolderWithoutASignature_IsFreeForAll()
    {
        Write(1);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(2, Bundle))!);

        Ledger.NextVersion("another/1").ShouldBe(2);
    }

    [Fact]
    public void NextVersion_DamagedBundle_SaysSo()
    {
        Write(1);
        File.Delete(PathOf(1, "manifest.dsse.json"));
        File.WriteAllText(PathOf(1, Bundle), "{");

        Should.Throw<ReleaseException>(() => Ledger.NextVersion("run/1")).Message.ShouldContain("release 1 is damaged");
    }

    [Fact]
    public void FindByInvocation_AnotherReleaseWasSignedSince_IsStillFound()
    {
        Write(1);
        Write(2, "run/2");

        Ledger.FindByInvocation("run/1").ShouldBe(1);
        Ledger.FindByInvocation("run/3").ShouldBeNull();
    }

    [Fact]
    public void Activate_SignedToFollowWhatIsNoLongerActive_IsRefusedAndTheActiveOneStays()
    {
        var first = Write(1);
        var second = Write(2);
        Ledger.Activate(1, first, null);

        Should.Throw<ReleaseException>(() => Ledger.Activate(2, second, null)).Message
            .ShouldBe("Release 2 was signed to follow no release, but release 1 is active in the development channel by now; release again.");
        Ledger.Active()!.Version.ShouldBe(1);
    }

    [Fact]
    public void Activate_SameVersionAgain_IsDoneAlready()
    {
        var first = Write(1);
        Ledger.Activate(1, first, null);

        Ledger.Activate(1, first, null);

        Ledger.Active()!.Version.ShouldBe(1);
    }

    [Fact]
    public void Hold_HeldByAnother_WaitsThenSaysSoAndMayBeTriedAgain()
    {
        using var held = Ledger.Hold(TimeSpan.Zero);

        Should.Throw<ReleaseException>(() => Ledger.Hold(TimeSpan.FromMilliseconds(20))).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Hold_ManyAtOnce_TakeAVersionEach()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Factory.StartNew(
            () =>
            {
                using var home = new HomeFiles(bench.Home);
                var own = new ReleaseLedger(bench.Home, TrustChannels.Development, home);
                using var held = own.Hold(TimeSpan.FromSeconds(30));
                var version = own.NextVersion($"run/{writer}");
                own.Write(version, Envelope(version, $"run/{writer}"), new Dictionary<string, byte[]>(StringComparer.Ordinal));
                return version;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        taken.Order().ShouldBe(Enumerable.Range(1, 12));
        Enumerable.Range(0, 12).Select(writer => Ledger.FindByInvocation($"run/{writer}")).ShouldBe(taken.Select(version => (int?)version));
    }

    private byte[] Envelope(int version, string invocation)
    {
        lock (bench.Sample)
        {
            bench.Sample.Manifest = bench.Sample.Manifest with { Version = version, InvocationId = invocation };
            return bench.Sample.Envelope();
        }
    }

    private byte[] Write(int version, string invocation = "run/1")
    {
        var manifest = Envelope(version, invocation);
        var envelope = JsonSerializer.Deserialize<DsseEnvelope>(manifest)!;
        Ledger.Write(version, manifest, new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Bundle] = CanonicalJson.Serialize(SigstoreBundle.Of(envelope)),
        });
        return manifest;
    }

    private string PathOf(int version, string name) => Path.Combine(Ledger.Folder, "versions", $"{version:d6}", name);
}
