using System.Text.Json;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Release;
using Assay.Release.Signing;
using Assay.Release.Trust;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Release;

public sealed class ReleaseLedgerTests : IDisposable
{
    private const string Bundle = "manifest.0123.sigstore.json";
    private readonly TemporaryFolder folder = new();
    private readonly HomeFiles files;
    private readonly ReleaseLedger ledger;
    private readonly SignedReleaseSample sample = new();

    public ReleaseLedgerTests()
    {
        files = new HomeFiles(folder.Path);
        ledger = new ReleaseLedger(folder.Path, TrustChannels.Development, files);
    }

    public void Dispose()
    {
        sample.Dispose();
        files.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void NextVersion_NothingReleased_IsOne() => ledger.NextVersion("run/1").ShouldBe(1);

    [Fact]
    public void NextVersion_ReleaseWritten_IsTheOneAfterIt()
    {
        Write(1);

        ledger.NextVersion("run/1").ShouldBe(2);
        ledger.FindByInvocation("run/1").ShouldBe(1);
    }

    [Fact]
    public void NextVersion_InterruptedBeforeTheManifest_GoesOnForItsOwnInvocationOnly()
    {
        Write(1);
        Write(2);
        File.Delete(PathOf(2, "manifest.dsse.json"));

        ledger.NextVersion("run/1").ShouldBe(2);
        ledger.NextVersion("another/1").ShouldBe(3);
        ledger.FindByInvocation("run/1").ShouldBeNull();
    }

    [Fact]
    public void NextVersion_FolderWithoutASignature_IsFreeForAll()
    {
        Write(1);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(2, Bundle))!);

        ledger.NextVersion("another/1").ShouldBe(2);
    }

    [Fact]
    public void NextVersion_DamagedBundle_SaysSo()
    {
        Write(1);
        File.Delete(PathOf(1, "manifest.dsse.json"));
        File.WriteAllText(PathOf(1, Bundle), "{");

        Should.Throw<ReleaseException>(() => ledger.NextVersion("run/1")).Message.ShouldContain("release 1 is damaged");
    }

    private void Write(int version)
    {
        sample.Manifest = sample.Manifest with { Version = version };
        var manifest = sample.Envelope();
        var envelope = JsonSerializer.Deserialize<DsseEnvelope>(manifest)!;
        ledger.Write(version, manifest, new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [Bundle] = CanonicalJson.Serialize(SigstoreBundle.Of(envelope)),
        });
    }

    private string PathOf(int version, string name) => Path.Combine(ledger.Folder, "versions", $"{version:d6}", name);
}
