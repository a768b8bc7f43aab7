using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Configuration;
using Assay.S3Artifacts;
using Assay.Tests.Support;
using Assay.Tests.Support.S3;

namespace Assay.Tests.Unit.Cli;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ArtifactStoresTests : IDisposable
{
    private const string Key = "aws_access_key_id = " + FakeS3Server.AccessKey + "\naws_secret_access_key = " + FakeS3Server.SecretKey + "\n";
    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_NoSection_IsTheHomesOwnStore()
    {
        using var store = Open("engine: embedded\n");

        store.ShouldBeOfType<FolderArtifactStore>().Paths.Root.ShouldBe(folder.File("artifacts"));
        store.IsShared.ShouldBeFalse();
    }

    [Fact]
    public void Open_SharedFolder_IsThatFolder()
    {
        var share = Directory.CreateDirectory(folder.File("share")).FullName;

        using var store = Open($"artifacts:\n  store: folder\n  folder: {share}\n");

        store.ShouldBeOfType<FolderArtifactStore>().Paths.Root.ShouldBe(share);
        store.IsShared.ShouldBeTrue();
    }

    [Fact]
    public async Task Open_Bucket_IsTriedAndUsed()
    {
        await using var server = await FakeS3Server.StartAsync("assay");
        WriteKey(UnixFileMode.UserRead);

        using var store = Open(Bucket(server));
        var reference = store.Put(new byte[] { 1 }, "x/1");

        store.ShouldBeOfType<S3ArtifactStore>();
        server.Keys("assay").ShouldBe([$"research/objects/sha256/{reference.Sha256[..2]}/{reference.Sha256[2..]}"]);
        Directory.Exists(folder.File("artifacts/cache/0")).ShouldBeTrue();
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_ServerOverlooksConditions_IsSaid()
    {
        await using var server = await FakeS3Server.StartAsync("assay");
        server.HeedsConditions = false;
        WriteKey(UnixFileMode.UserRead);

        using var store = Open(Bucket(server));

        warnings.Single().ShouldContain("does not heed conditions on writes");
    }

    [Fact]
    public async Task Open_KeyFileOthersMayRead_IsRefused()
    {
        await using var server = await FakeS3Server.StartAsync("assay");
        WriteKey(UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Should.Throw<ConfigurationException>(() => Open(Bucket(server))).Message
            .ShouldBe($"{folder.File("temporal.yaml")}: artifacts.s3.credentialsFile names {folder.File("s3.key")}, which others than its owner may read; take their rights away (chmod 600).");
    }

    [Theory]
    [InlineData("store: cloud", "artifacts.store is 'cloud', but there is only home, folder or s3")]
    [InlineData("store: folder", "artifacts.folder must be the absolute path of the shared folder")]
    [InlineData("store: folder\n  folder: share", "artifacts.folder must be the absolute path of the shared folder")]
    [InlineData("store: home\n  folder: /share", "artifacts.folder is of no use with the store 'home'")]
    [InlineData("store: s3", "artifacts.s3 is missing, but the store 's3' needs it")]
    [InlineData("store: s3\n  s3: { bucket: assay }", "artifacts.s3.endpoint is missing; write it as https://host:port")]
    [InlineData("store: s3\n  s3: { bucket: assay, endpoint: 'https://h/assay' }", "artifacts.s3.endpoint is 'https://h/assay', not the address of a server")]
    [InlineData("store: s3\n  s3: { bucket: As, endpoint: 'https://h' }", "artifacts.s3.bucket must be the name of a bucket")]
    [InlineData("store: s3\n  s3: { bucket: assay, endpoint: 'https://h', prefix: /a }", "artifacts.s3.prefix must not begin with a slash")]
    [InlineData("store: s3\n  s3: { bucket: assay, endpoint: 'https://h', attempts: 0 }", "artifacts.s3.attempts must be 1 to 20")]
    [InlineData("store: s3\n  s3: { bucket: assay, endpoint: 'https://h', secretKey: abc }", "secretKey")]
    public void Read_WrongSection_NamesFileAndKey(string section, string problem)
    {
        var message = Should.Throw<ConfigurationException>(() => Open($"artifacts:\n  {section}\n")).Message;

        message.ShouldContain(folder.File("temporal.yaml"));
        message.ShouldContain(problem);
    }

    private static string Bucket(FakeS3Server server) =>
        $"artifacts:\n  store: s3\n  s3: {{ endpoint: '{server.Endpoint}', bucket: assay, region: {FakeS3Server.Region}, prefix: research, credentialsFile: s3.key }}\n";

    private void WriteKey(UnixFileMode rights)
    {
        File.WriteAllText(folder.File("s3.key"), Key);
        File.SetUnixFileMode(folder.File("s3.key"), rights);
    }

    private ArtifactStore Open(string yaml)
    {
        File.WriteAllText(folder.File("temporal.yaml"), yaml);
        var home = HomeFolder.Open(folder.Path);
        return ArtifactStores.Open(home, DeploymentFile.Read(folder.Path, folder.Path), new DurableFiles(), TimeProvider.System, warnings.Add);
    }
}
