using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Tests.Interop.Engines;

/// <summary><c>assay serve</c>: who may come in, and what it leaves.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ServeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallMarket market = SmallMarket.Strict();

    public void Dispose()
    {
        market.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Serve_Listen_AnswersClientsUntilItIsToldToStop()
    {
        var address = FreePort.Address();
        using var serve = LivingProgram.Start(market.Root, "serve", "--home", folder.Path, "--listen", address).Until("serving");

        var client = await TemporalClient.ConnectAsync(new(address));
        var polled = await client.Connection.WorkflowService.DescribeTaskQueueAsync(new() { Namespace = "default", TaskQueue = new() { Name = "assay-home" }, TaskQueueType = Temporalio.Api.Enums.V1.TaskQueueType.Activity });
        (await client.CountWorkflowsAsync("")).Count.ShouldBe(0);
        var ended = serve.Terminate().Finish();

        polled.Pollers.ShouldHaveSingleItem();
        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Error.Split('\n')[0].ShouldEndWith($"serving {folder.Path} on {address}, namespace 'default'");
        ended.LastErrorLine.ShouldEndWith("stopping");
        await Should.ThrowAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(new(address)));
    }

    [Theory]
    [InlineData("home")]
    [InlineData("checkout")]
    public void Serve_EngineOfTheHomeIsACluster_SaysWhoServesItThen(string place)
    {
        var file = Path.Combine(place == "home" ? folder.Path : market.Root, "temporal.yaml");
        File.WriteAllText(file, "engine: temporal\ncluster: { address: '127.0.0.1:1' }\n");

        var result = AssayProgram.Run(market.Root, "serve", "--home", folder.Path);

        result.Error.ShouldBe(
            $"assay: {file}: engine is 'temporal', so the workflows of this home run on the cluster and not here; work for it with 'assay worker', or give the home a temporal.yaml with engine 'embedded'.\n");
        result.ExitCode.ShouldBe(1);
        Directory.Exists(folder.File("state")).ShouldBeFalse();
    }

    [Fact]
    public async Task Serve_TlsAndKey_LetsInOnlyThoseWhoHaveBoth()
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.Server("localhost");
        File.WriteAllText(folder.File("server.pem"), certificate);
        File.WriteAllText(folder.File("server.key"), key);
        File.WriteAllText(folder.File("api.key"), "the-key\n");
        File.SetUnixFileMode(folder.File("api.key"), UnixFileMode.UserRead);
        var address = FreePort.Address();
        using var serve = LivingProgram.Start(
            market.Root, "serve", "--home", folder.File("home"), "--listen", address, "--tls-cert", folder.File("server.pem"), "--tls-key", folder.File("server.key"), "--api-key-file", folder.File("api.key"))
            .Until("serving");
        var tls = new TlsOptions { ServerRootCACert = Encoding.ASCII.GetBytes(authority.RootPem), Domain = "localhost" };

        (await CodeAsync(null, null)).ShouldBe(RpcException.StatusCode.Unavailable);
        (await CodeAsync(tls, null)).ShouldBe(RpcException.StatusCode.Unauthenticated);
        (await CodeAsync(tls, "the-kez")).ShouldBe(RpcException.StatusCode.Unauthenticated);
        (await CodeAsync(tls, "the-key")).ShouldBe(RpcException.StatusCode.OK);

        async Task<RpcException.StatusCode> CodeAsync(TlsOptions? options, string? apiKey)
        {
            try
            {
                _ = await TemporalConnection.ConnectAsync(new(address) { Tls = options, ApiKey = apiKey });
                return RpcException.StatusCode.OK;
            }
            catch (InvalidOperationException refusal)
            {
                return refusal.Message.Contains("Unauthenticated", StringComparison.Ordinal) ? RpcException.StatusCode.Unauthenticated : RpcException.StatusCode.Unavailable;
            }
        }
    }

    [Fact]
    public void Serve_PortInUse_SaysSoAndLetsGoOfTheHome()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var result = AssayProgram.Run(market.Root, "serve", "--home", folder.Path, "--listen", taken.LocalEndpoint.ToString()!);

        result.LastErrorLine.ShouldStartWith($"assay: Cannot listen on {taken.LocalEndpoint}: ");
        result.LastErrorLine.ShouldEndWith(". Choose another address or port.");
        result.ExitCode.ShouldBe(1);
        File.Exists(folder.File("state/host.json")).ShouldBeFalse();
    }

    [Fact]
    public void Serve_KeyThatOthersMayRead_IsRefused()
    {
        File.WriteAllText(folder.File("api.key"), "the-key");
        File.SetUnixFileMode(folder.File("api.key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);

        var result = AssayProgram.Run(market.Root, "serve", "--home", folder.Path, "--listen", FreePort.Address(), "--api-key-file", folder.File("api.key"));

        result.Error.ShouldBe($"assay: --api-key-file: others than its owner may read {folder.File("api.key")}; take their rights away (chmod 600).\n");
        result.ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Run_WhileServeHoldsTheHome_GoesThroughIt()
    {
        using var serve = LivingProgram.Start(market.Root, "serve", "--home", folder.Path).Until("serving");
        var note = folder.File("state/host.json");
        File.GetUnixFileMode(note).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var result = AssayProgram.Run(market.Root, "run", "--home", folder.Path);
        var second = AssayProgram.Run(market.Root, "serve", "--home", folder.Path);
        var ended = serve.Terminate().Finish();

        result.ExitCode.ShouldBe(3, result.Error);
        result.Output.ShouldContain("no champion");
        result.Error.ShouldContain("runs on the task queue 'assay'");
        ended.Error.ShouldContain("BuildRunReport: done in ");
        second.LastErrorLine.ShouldBe(
            $"assay: The home {folder.Path} is held by another host, 'assay serve' (process {serve.Id}); use that one, or end it first.");
        ended.ExitCode.ShouldBe(0);
        File.Exists(note).ShouldBeFalse();
    }

    [Fact]
    public void Run_PayloadsEncrypted_LeavesNoneReadableInTheHistory()
    {
        File.WriteAllBytes(folder.File("payloads.key"), RandomNumberGenerator.GetBytes(32));
        File.SetUnixFileMode(folder.File("payloads.key"), UnixFileMode.UserRead);
        File.WriteAllText(folder.File("temporal.yaml"), "payloads: { id: test, keyFile: payloads.key }\nembedded: { retentionDays: 1 }\n");

        var result = AssayProgram.Run(market.Root, "run", "--home", folder.Path);

        result.ExitCode.ShouldBe(3, result.Error);
        var history = Encoding.Latin1.GetString(File.ReadAllBytes(folder.File("state/history.db")));
        history.ShouldContain("binary/encrypted");
        history.ShouldNotContain("\"sha256\"");
    }

    [Fact]
    public void Serve_AfterOneThatWasKilled_TakesTheHomeAndTheNoteOver()
    {
        using (var killed = LivingProgram.Start(market.Root, "serve", "--home", folder.Path).Until("serving"))
        {
            killed.Kill();
        }

        var stale = File.ReadAllText(folder.File("state/host.json"));
        using var next = LivingProgram.Start(market.Root, "serve", "--home", folder.Path).Until("serving");

        File.ReadAllText(folder.File("state/host.json")).ShouldNotBe(stale);
        next.Terminate().Finish().ExitCode.ShouldBe(0);
    }
}
