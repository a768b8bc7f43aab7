using System.Net;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Grpc;
using Assay.Tests.Support;
using Grpc.Net.Client;
using Temporalio.Client;

namespace Assay.Tests.Unit.EmbeddedEngine.Grpc;

/// <summary>An embedded service that listens on a free loopback port, and a client of it.</summary>
internal sealed class GrpcFixture : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GrpcListenOptions listen;
    private GrpcChannel? channel;

    private GrpcFixture(GrpcListenOptions listen)
    {
        this.listen = listen;
        Server = EmbeddedServer.Open(new() { HistoryFile = folder.File("history.db") });
    }

    public EmbeddedServer Server { get; }

    public GrpcListener Listener { get; private set; } = null!;

    public string Address => Listener.EndPoint.ToString();

    /// <summary>Calls of a listener without TLS, over the wire.</summary>
    public RawClient Client => new(WireService.Over<IWorkflowService>(Channel.CreateCallInvoker()));

    private GrpcChannel Channel => channel ??= GrpcChannel.ForAddress($"http://{Address}");

    public static async Task<GrpcFixture> StartAsync(Func<GrpcListenOptions, GrpcListenOptions>? change = null)
    {
        var options = new GrpcListenOptions { EndPoint = new(IPAddress.Loopback, 0) };
        var fixture = new GrpcFixture(change?.Invoke(options) ?? options);
        try
        {
            fixture.Listener = await GrpcListener.StartAsync(fixture.Server, fixture.listen);
        }
        catch
        {
            await fixture.Server.DisposeAsync();
            fixture.folder.Dispose();
            throw;
        }

        return fixture;
    }

    /// <summary>A connection of Temporal's own SDK.</summary>
    public Task<TemporalConnection> ConnectAsync(Action<TemporalConnectionOptions>? change = null)
    {
        var options = new TemporalConnectionOptions(Address);
        change?.Invoke(options);
        return TemporalConnection.ConnectAsync(options);
    }

    public ValueTask StopListeningAsync() => Listener.DisposeAsync();

    /// <summary>Listens again on the same port.</summary>
    public async Task ListenAgainAsync() => Listener = await GrpcListener.StartAsync(Server, listen with { EndPoint = Listener.EndPoint });

    public async ValueTask DisposeAsync()
    {
        channel?.Dispose();
        await Listener.DisposeAsync();
        await Server.DisposeAsync();
        folder.Dispose();
    }
}
