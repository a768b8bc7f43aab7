using System.Net;
using Assay.Tests.Support;
using Assay.Tests.Unit.EmbeddedEngine;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Temporalio.Client;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

/// <summary>An embedded service that listens on a free loopback port, and a connection to it.</summary>
internal sealed class GrpcFixture : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GrpcListenOptions listen;

    private GrpcFixture(GrpcListenOptions listen)
    {
        this.listen = listen;
        Server = EmbeddedServer.Open(new() { HistoryFile = folder.File("history.db") });
    }

    public EmbeddedServer Server { get; }

    public GrpcListener Listener { get; private set; } = null!;

    public string Address => Listener.EndPoint.ToString();

    public TemporalConnection Connection { get; private set; } = null!;

    public RawClient Client => new(Connection.WorkflowService);

    public static async Task<GrpcFixture> StartAsync(Func<GrpcListenOptions, GrpcListenOptions>? change = null, Action<TemporalConnectionOptions>? connect = null)
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

        fixture.Connection = fixture.Connect(connect);
        return fixture;
    }

    public TemporalConnection Connect(Action<TemporalConnectionOptions>? change = null)
    {
        var options = new TemporalConnectionOptions(Address);
        change?.Invoke(options);
        return TemporalConnection.CreateLazy(options);
    }

    public ValueTask StopListeningAsync() => Listener.DisposeAsync();

    /// <summary>Listens again on the same port.</summary>
    public async Task ListenAgainAsync() => Listener = await GrpcListener.StartAsync(Server, listen with { EndPoint = Listener.EndPoint });

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await Listener.DisposeAsync();
        await Server.DisposeAsync();
        folder.Dispose();
    }
}
