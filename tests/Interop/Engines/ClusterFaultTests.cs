using System.Runtime.Versioning;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Engines;

/// <summary>A cluster that is away, refuses, or is described wrongly: one sentence each.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ClusterFaultTests : IDisposable
{
    private readonly SmallMarket market = SmallMarket.Strict();
    private readonly TestAuthority authority = new();

    public void Dispose()
    {
        authority.Dispose();
        market.Dispose();
    }

    [Fact]
    public void Run_NobodyListens_SaysWhereAndWhatToCheck()
    {
        using var there = new ClusterHome(market.Root);

        var result = there.Run();

        result.LastErrorLine.ShouldStartWith($"assay: The Temporal cluster at {there.Address} cannot be reached (");
        result.LastErrorLine.ShouldEndWith($"); check cluster.address and cluster.tls in {there.ConfigurationPath}, and that the cluster runs.");
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("  namespace: other\n", "has no namespace 'other' (", "); check cluster.namespace in ")]
    [InlineData("  tls: {}\n", "does not agree on TLS (", "); check cluster.tls in ")]
    public void Run_PlainCluster_SaysWhatDoesNotFit(string cluster, string fault, string advice)
    {
        using var there = new ClusterHome(market.Root, cluster);
        using var service = there.StartCluster();

        var result = there.Run();

        result.LastErrorLine.ShouldStartWith($"assay: The Temporal cluster at {there.Address} {fault}");
        result.LastErrorLine.ShouldContain(advice + there.ConfigurationPath);
        result.ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Run_GuardedCluster_SaysWhatIsMissing()
    {
        using var there = new ClusterHome(market.Root);
        var server = authority.Server("temporal.test");
        var key = there.Secret("api.key", "right-key"u8);
        var wrong = there.Secret("wrong.key", "wrong-key"u8);
        File.WriteAllText(there.File("home/ca.pem"), authority.RootPem);
        File.WriteAllText(there.File("server.pem"), server.Certificate);
        File.WriteAllText(there.File("server.key"), server.Key);
        using var service = there.StartCluster("--tls-cert", there.File("server.pem"), "--tls-key", there.File("server.key"), "--api-key-file", key);
        const string Tls = "  tls: { serverCa: ca.pem, serverName: temporal.test }\n";

        Sentence("").ShouldContain(" cannot be reached (");
        Sentence($"  apiKeyFile: {key}\n").ShouldContain(" does not agree on TLS (");
        Sentence("  tls: { serverCa: ca.pem, serverName: another.test }\n").ShouldContain(" does not agree on TLS (");
        Sentence(Tls).ShouldContain(" does not let this program in (Request unauthorized); check the API key and the certificate that cluster names in ");
        Sentence($"  apiKeyFile: {wrong}\n{Tls}").ShouldContain(" does not let this program in (");

        string Sentence(string cluster)
        {
            there.Configure(cluster, "");
            var result = there.Run();
            result.ExitCode.ShouldBe(1, result.Error);
            result.Error.ShouldNotContain("-key\n");
            result.Error.ShouldNotContain("wrong-key");
            return result.LastErrorLine;
        }
    }

    [Fact]
    public void Run_ClusterThatAsksForCertificates_SaysThatOneIsMissing()
    {
        using var there = new ClusterHome(market.Root);
        var server = authority.Server("temporal.test");
        File.WriteAllText(there.File("home/ca.pem"), authority.RootPem);
        File.WriteAllText(there.File("server.pem"), server.Certificate);
        File.WriteAllText(there.File("server.key"), server.Key);
        using var service = there.StartCluster(
            "--tls-cert", there.File("server.pem"), "--tls-key", there.File("server.key"), "--tls-client-ca", there.File("home/ca.pem"));
        there.Configure("  tls: { serverCa: ca.pem, serverName: temporal.test }\n", "");

        var result = there.Run();

        result.LastErrorLine.ShouldStartWith($"assay: The Temporal cluster at {there.Address} ");
        result.LastErrorLine.ShouldContain("check cluster.");
        result.ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("  tls: { serverCa: none.pem }\n", "cluster.tls.serverCa names ", "none.pem, which is not there; give the path of an existing file.")]
    [InlineData("  apiKeyVariable: ASSAY_TEST_UNSET\n", "cluster.apiKeyVariable names the environment variable ASSAY_TEST_UNSET, which is not set; ", "set it to the API key.")]
    [InlineData("  apiKeyFile: open.key\n", "cluster.apiKeyFile names ", "open.key, which others than its owner may read; take their rights away (chmod 600).")]
    [InlineData("  tls: { serverCa: open.key }\n", "cluster cannot be used (", "); check its keys.")]
    public void Run_WhatTheFileNamesCannotBeUsed_IsOneSentenceWithFileAndKey(string cluster, string start, string end)
    {
        using var there = new ClusterHome(market.Root, cluster);
        File.WriteAllText(there.File("home/open.key"), "secret");
        File.SetUnixFileMode(there.File("home/open.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var result = there.Run();

        result.LastErrorLine.ShouldStartWith($"assay: {there.ConfigurationPath}: {start}");
        result.LastErrorLine.ShouldEndWith(end);
        result.ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Run_EngineTemporalWithoutACluster_NamesTheMissingSection()
    {
        using var folder = new TemporaryFolder();

        var result = AssayProgram.Run(market.Root, "run", "--home", folder.Path, "--engine", "temporal");

        result.LastErrorLine.ShouldBe(
            $"assay: {Path.Combine(market.Root, "temporal.yaml")}: cluster is missing, but the engine 'temporal' needs it; give at least cluster.address.");
        result.ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Worker_ClusterThatIsAwayForNow_WaitsForIt()
    {
        using var there = new ClusterHome(market.Root);
        using var worker = there.StartWorker();
        worker.Until("cannot be reached (").Until("Trying again in ");

        using var service = there.StartCluster();
        worker.Until($"working for {there.Address}");
        var ended = worker.Terminate().Finish();

        ended.ExitCode.ShouldBe(0, ended.Error);
    }

    [Fact]
    public void Worker_SecondOneThatWantsTheHome_IsRefused()
    {
        using var there = new ClusterHome(market.Root);
        using var service = there.StartCluster();
        using var worker = there.StartWorker();
        worker.Until("working for");

        using var second = there.StartWorker();

        var ended = second.Finish();
        ended.LastErrorLine.ShouldBe(
            $"assay: The home {there.Path} is held by another host, 'assay worker' (process {worker.Id}); use that one, or end it first.");
        ended.ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Worker_ComputingOnTheHomesOwnStore_IsRefused()
    {
        using var there = new ClusterHome(market.Root);

        using var worker = there.StartWorker("--queues", "computing");

        var ended = worker.Finish();
        ended.LastErrorLine.ShouldBe(
            $"assay: {there.ConfigurationPath}: artifacts.store is 'home', which only the worker that holds the home may use; set it to folder or s3 for workers beside it.");
        ended.ExitCode.ShouldBe(1);
    }
}
