using System.Runtime.Versioning;
using System.Security.Cryptography;
using Assay.Activities.Settings;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Configuration;
using Assay.PayloadEncryption;
using Assay.Tests.Support;
using Temporalio.Converters;

namespace Assay.Tests.Unit.Cli;

/// <summary>What <c>temporal.yaml</c> may say, and what a person reads who broke it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeploymentFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryFolder folder = new();

    public DeploymentFileTests()
    {
        Directory.CreateDirectory(folder.File("home"));
        Directory.CreateDirectory(folder.File("checkout"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_NoFile_IsTheEmbeddedEngineWithItsDefaults()
    {
        var read = Read();

        read.Settings.ShouldBe(new DeploymentSettings());
        read.EngineOr(null).ShouldBe(EngineKind.Embedded);
        read.Settings.TaskQueue.ShouldBe("assay");
        PayloadCodecs.ConverterOf(read).ShouldBeSameAs(DataConverter.Default);
    }

    [Fact]
    public void Read_TheRepositorysOwn_IsTheDefaultAsItIsAndWithEveryCommentedKey()
    {
        var text = File.ReadAllText(Path.Combine(SharedData.FindCheckout()!, DeploymentFile.FileName));
        File.WriteAllText(Checkout, text);
        var asItIs = Read().Settings;
        (asItIs.Engine, asItIs.TaskQueue, asItIs.Cluster, asItIs.Payloads).ShouldBe(("embedded", "assay", null, null));

        // Of the two ways to give an API key only one may stand.
        var sections = text.Split("\n\n").Where(section => new[] { "# cluster:", "# payloads:", "# embedded:", "# worker:" }.Any(section.StartsWith)).ToList();
        File.WriteAllLines(
            Checkout,
            sections.SelectMany(section => section.Split('\n')).Where(line => line.Length > 0 && !line.Contains("apiKeyFile:", StringComparison.Ordinal)).Select(line => line[2..]));

        sections.Count.ShouldBe(4);
        var all = Read().Settings;
        all.Cluster!.Address.ShouldBe("temporal.example.com:7233");
        all.Cluster.Tls!.ClientKey.ShouldBe("certificates/client.key");
        all.Payloads!.FormerKeys!.ShouldHaveSingleItem().Id.ShouldBe("2025-11");
        all.Embedded.ShouldBe(new EmbeddedSettings());
        all.Worker.ShouldBe(new WorkerSettings { ConcurrentActivities = 2 });
    }

    [Fact]
    public void Read_FileInTheHome_TakesThePlaceOfTheCheckouts()
    {
        File.WriteAllText(Checkout, "engine: embedded\ntaskQueue: theirs\n");
        File.WriteAllText(Home, "engine: temporal\ncluster: { address: 'localhost:7233' }\n");

        var read = Read();

        read.Path.ShouldBe(Home);
        read.EngineOr(null).ShouldBe(EngineKind.Temporal);
        read.EngineOr("embedded").ShouldBe(EngineKind.Embedded);
        read.Settings.TaskQueue.ShouldBe("assay");
        read.Settings.Cluster!.Namespace.ShouldBe("default");
    }

    [Theory]
    [InlineData("engin: embedded", ", line 1: the key 'engin' is unknown; correct it.")]
    [InlineData("engine: embedded\ntask_queue: x", ", line 2: the key 'task_queue' is unknown; correct it.")]
    [InlineData("engine: cloud", " has values out of range: engine is 'cloud', but there is only embedded or temporal.")]
    [InlineData("taskQueue: a b", " has values out of range: taskQueue must be a name of letters, digits, '-', '_' and '.'.")]
    [InlineData("cluster: { namespace: x }", " has values out of range: cluster.address is missing; write it as host:port.")]
    [InlineData("cluster: { address: 'http://a:1' }", " has values out of range: cluster.address is 'http://a:1', not host:port.")]
    [InlineData("cluster: { address: 'a:70000' }", " has values out of range: cluster.address is 'a:70000', not host:port.")]
    [InlineData("cluster: { address: 'a' }", " has values out of range: cluster.address is 'a', not host:port.")]
    [InlineData("cluster: { address: 'a:1', apiKey: secret }", ", line 1: the key 'apiKey' is unknown; correct it.")]
    [InlineData("cluster: { address: 'a:1', apiKeyFile: k, apiKeyVariable: K }", " has values out of range: cluster.apiKeyFile and apiKeyVariable exclude each other.")]
    [InlineData("cluster: { address: 'a:1', tls: { clientKey: k } }", " has values out of range: cluster.tls.clientKey and clientCertificate belong together; give both or neither.")]
    [InlineData("cluster: { address: 'a:1', tls: { disabled: true, serverCa: c } }", " has values out of range: cluster.tls.disabled cannot stand beside the other keys of TLS.")]
    [InlineData("payloads: { id: a }", " has values out of range: payloads.keyFile is missing; name the file of the key.")]
    [InlineData("payloads: { id: a, keyFile: f, formerKeys: [ { id: a, keyFile: g } ] }", " has values out of range: payloads.formerKeys and the present key need different ids.")]
    [InlineData("embedded: { retentionDays: -1 }", " has values out of range: embedded.retentionDays must be between 0 and 36500, not -1.")]
    [InlineData("worker: { concurrentActivities: 0, drainSeconds: -1, cachedWorkflows: 100001 }", " has values out of range: worker.concurrentActivities must be between 1 and 256, not 0; worker.drainSeconds must be between 0 and 86400, not -1; worker.cachedWorkflows must be between 0 and 100000, not 100001.")]
    [InlineData("worker: { cachedWorkflow: 0 }", ", line 1: the key 'cachedWorkflow' is unknown; correct it.")]
    public void Read_WrongFile_IsOneSentenceWithFileAndKey(string text, string expected)
    {
        File.WriteAllText(Home, text);

        Should.Throw<ConfigurationException>(Read).Message.ShouldBe(Home + expected);
    }

    [Theory]
    [InlineData("engine: embedded", 35)]
    [InlineData("worker: { drainSeconds: 600 }", 630)]
    public void StopPatienceOf_Worker_IsLongerThanItsDrain(string text, int seconds)
    {
        File.WriteAllText(Home, text);

        StopPatience.Of(folder.File("home"), folder.File("checkout")).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("worker: { drainSeconds: 7 }", 10_000)]
    [InlineData("worker: { drainSeconds: 7, cachedWorkflows: 0 }", 0)]
    [InlineData("worker: { drainSeconds: 7, cachedWorkflows: 12 }", 12)]
    public void LimitsOf_Worker_AreThoseOfTheFile(string text, int cached)
    {
        File.WriteAllText(Home, text);

        var limits = WorkerLimits.Of(Read(), SettingsReader.Read(Path.Combine(SharedData.FindCheckout()!, "config")));

        (limits.CachedWorkflows, limits.Drain).ShouldBe((cached, TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public void ReadNamed_FilesThatCannotBeUsed_NamesFileAndKey()
    {
        File.WriteAllText(folder.File("home/open.key"), "secret");
        File.SetUnixFileMode(folder.File("home/open.key"), OwnerOnly | UnixFileMode.GroupRead);
        var read = Read();

        Message("none.key").ShouldBe($"{Checkout}: cluster.apiKeyFile names {folder.File("home/none.key")}, which is not there; give the path of an existing file.");
        Message("open.key").ShouldBe($"{Checkout}: cluster.apiKeyFile names {folder.File("home/open.key")}, which others than its owner may read; take their rights away (chmod 600).");
        Message(".").ShouldBe($"{Checkout}: cluster.apiKeyFile names {folder.File("home/.")}, which cannot be read; check that it is a file and its permissions.");

        string Message(string name) =>
            Should.Throw<ConfigurationException>(() => read.ReadNamed("cluster.apiKeyFile", $"{folder.Path}/home/{name}", secret: true)).Message.Replace("/home,", "/home/.,", StringComparison.Ordinal);
    }

    [Fact]
    public void ReadNamed_RelativePath_IsTakenFromTheFolderOfTheFile()
    {
        File.WriteAllText(Home, "engine: embedded\n");
        File.WriteAllText(folder.File("home/ca.pem"), "pem");

        Read().ReadNamed("cluster.tls.serverCa", "ca.pem", secret: false).ShouldBe("pem"u8.ToArray());
    }

    [Fact]
    public async Task ConverterOf_Payloads_EncryptsUnderTheNamedKeyAndReadsFormerOnes()
    {
        WriteKey("old.key");
        WriteKey("new.key");
        File.WriteAllText(Home, "payloads: { id: old, keyFile: old.key }\n");
        var old = await PayloadCodecs.ConverterOf(Read()).PayloadCodec!.EncodeAsync([DataConverter.Default.PayloadConverter.ToPayload("secret word")]);
        File.WriteAllText(Home, "payloads: { id: new, keyFile: new.key, formerKeys: [ { id: old, keyFile: old.key } ] }\n");
        var converter = PayloadCodecs.ConverterOf(Read());

        var fresh = await converter.PayloadCodec!.EncodeAsync([DataConverter.Default.PayloadConverter.ToPayload("secret word")]);

        converter.PayloadCodec.ShouldBeOfType<AesGcmPayloadCodec>();
        fresh.Single().Metadata["encryption-key-id"].ToStringUtf8().ShouldBe("new");
        fresh.Single().ToString().ShouldNotContain("secret word");
        (await converter.PayloadCodec.DecodeAsync(old)).Single().Data.ToStringUtf8().ShouldBe("\"secret word\"");
        converter.FailureConverter.ToFailure(new InvalidOperationException("secret word"), converter.PayloadConverter).Message.ShouldBe("Encoded failure");
    }

    [Fact]
    public void ConverterOf_KeyOfAnotherLength_SaysSo()
    {
        WriteKey("short.key", 16);
        File.WriteAllText(Home, "payloads: { id: a, keyFile: short.key }\n");

        Should.Throw<ConfigurationException>(() => PayloadCodecs.ConverterOf(Read())).Message.ShouldBe(
            $"{Home}: payloads.keyFile names a file of 16 bytes, but a key has 32; make one with 'head -c 32 /dev/urandom'.");
    }

    private string Home => folder.File("home/temporal.yaml");

    private string Checkout => folder.File("checkout/temporal.yaml");

    private void WriteKey(string name, int bytes = 32)
    {
        var path = folder.File("home/" + name);
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(bytes));
        File.SetUnixFileMode(path, OwnerOnly);
    }

    private DeploymentFile Read() => DeploymentFile.Read(folder.File("home"), folder.File("checkout"));
}
