using System.Diagnostics;
using System.Runtime.Versioning;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;

namespace Assay.Tests.Unit.Cli;

/// <summary>How a command comes to the engine of a home, whoever holds it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EnginesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HomeFolder home;
    private readonly DeploymentFile deployment;

    public EnginesTests()
    {
        home = HomeFolder.Open(folder.File("home"));
        deployment = DeploymentFile.Read(home.Path, folder.Path);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Connect_NobodyHosts_OpensTheHistoryAndFindsWhatWasThere()
    {
        await using (var first = await ConnectAsync())
        {
            first.ShouldBeOfType<HomeEngine>();
            await StartAsync(first, "w");
        }

        await using var second = await ConnectAsync();

        (await CountAsync(second)).ShouldBe(1);
        File.Exists(home.HostNoteFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Connect_WhileAnotherOnlyLooks_WaitsForIt()
    {
        var first = await ConnectAsync();
        var second = ConnectAsync();

        second.IsCompleted.ShouldBeFalse();
        await first.DisposeAsync();

        await using var engine = await second;
        engine.ShouldBeOfType<HomeEngine>();
    }

    [Fact]
    public async Task Connect_Hosted_ReachesTheHostThroughItsDoor()
    {
        await using var host = await HomeEngine.OpenAsync(Take(), home, deployment, NullLoggerFactory.Instance, TimeProvider.System);
        host.Announce(HostRole.Serve);

        await using var engine = await ConnectAsync();
        await StartAsync(engine, "w");

        engine.ShouldBeOfType<HostedEngine>();
        engine.TaskQueue.ShouldBe("assay");
        (await CountAsync(host)).ShouldBe(1);
        File.GetUnixFileMode(home.HostNoteFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task TryConnect_AnotherToken_IsNotLetIn()
    {
        await using var host = await HomeEngine.OpenAsync(Take(), home, deployment, NullLoggerFactory.Instance, TimeProvider.System);
        host.Announce(HostRole.Run);
        var note = HostNote.TryRead(home)!;

        (await HostedEngine.TryConnectAsync(note with { Token = new string('0', 64) }, deployment, NullLoggerFactory.Instance, CancellationToken.None)).ShouldBeNull();
        (await HostedEngine.TryConnectAsync(note with { Token = null }, deployment, NullLoggerFactory.Instance, CancellationToken.None)).ShouldBeNull();
        await using var right = await HostedEngine.TryConnectAsync(note, deployment, NullLoggerFactory.Instance, CancellationToken.None);
        right.ShouldNotBeNull();
        note.Token!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task Connect_NoteOfAHostThatWasKilled_IsPassedOver()
    {
        new HostNote(HostRole.Serve, int.MaxValue, "127.0.0.1:1", "token", "assay").Write(home);

        await using var engine = await ConnectAsync();

        engine.ShouldBeOfType<HomeEngine>();
    }

    [Fact]
    public async Task Connect_HeldByTheWorkerOfACluster_SaysSo()
    {
        using var hold = Take();
        hold.Announce(new HostNote(HostRole.Worker, Environment.ProcessId, null, null, "assay"));

        (await Should.ThrowAsync<HomeException>(ConnectAsync)).Message.ShouldBe(
            $"The home {home.Path} is held by another host, 'assay worker' (process {Environment.ProcessId}); use that one, or end it first.");
    }

    [Fact]
    public async Task Take_HeldByAHost_IsRefusedAtOnceAndTheHoldStays()
    {
        using var hold = Take();
        hold.Announce(new HostNote(HostRole.Serve, Environment.ProcessId, "127.0.0.1:1", "token", "assay"));
        var begun = Stopwatch.StartNew();

        await Should.ThrowAsync<HomeException>(() => HomeHold.TakeAsync(home, TimeProvider.System, CancellationToken.None));

        begun.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        HomeHold.TryTake(home).ShouldBeNull();
    }

    [Fact]
    public async Task Connect_EngineTemporalWithoutACluster_NamesFileAndKey() =>
        (await Should.ThrowAsync<Assay.Configuration.ConfigurationException>(() =>
            Engines.ConnectAsync(home, deployment, EngineNames.Temporal, TimeProvider.System, CancellationToken.None))).Message.ShouldBe(
            $"{folder.File("temporal.yaml")}: cluster is missing, but the engine 'temporal' needs it; give at least cluster.address.");

    private static async Task StartAsync(IEngine engine, string id) =>
        await engine.Client.StartWorkflowAsync("Any", [], new WorkflowOptions { Id = id, TaskQueue = engine.TaskQueue });

    private static async Task<long> CountAsync(IEngine engine) => (await engine.Client.CountWorkflowsAsync("ExecutionStatus = 'Running'")).Count;

    private HomeHold Take() => HomeHold.TryTake(home).ShouldNotBeNull();

    private Task<IEngine> ConnectAsync() => Engines.ConnectAsync(home, deployment, null, TimeProvider.System, CancellationToken.None);
}
