using System.Net;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Temporalio.Client;

namespace Assay.Tests.Support;

/// <summary>An embedded service that listens on a free loopback port, and a client of it.</summary>
public sealed class ListeningServer : IDisposable
{
    private readonly GrpcListener listener;

    public ListeningServer(string historyFile)
        : this(new EmbeddedServerOptions { HistoryFile = historyFile })
    {
    }

    public ListeningServer(EmbeddedServerOptions options)
    {
        Server = EmbeddedServer.Open(options);
        listener = GrpcListener.StartAsync(Server, new() { EndPoint = new(IPAddress.Loopback, 0) }).GetAwaiter().GetResult();
        // As the program connects to its own engine.
        Client = TemporalClient.ConnectAsync(new(listener.EndPoint.ToString()) { GrpcCompression = new GrpcCompression.None() }).GetAwaiter().GetResult();
    }

    public EmbeddedServer Server { get; }

    public TemporalClient Client { get; }

    public void Dispose()
    {
        listener.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Server.Dispose();
    }
}
