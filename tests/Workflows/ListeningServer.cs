using System.Net;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Grpc;
using Temporalio.Client;

namespace Assay.Tests.Workflows;

/// <summary>An embedded service that listens on a free loopback port, and a client of it.</summary>
internal sealed class ListeningServer : IDisposable
{
    private readonly EmbeddedServer server;
    private readonly List<GrpcListener> listeners = [];

    public ListeningServer(string historyFile, TimeProvider time, ICommitObserver? observer = null)
    {
        server = EmbeddedServer.Open(new() { HistoryFile = historyFile, Time = time, CommitObserver = observer });
        Client = Listen(server.ServiceWithin);
    }

    public TemporalClient Client { get; }

    /// <summary>A client of its own whose calls can be watched and held up.</summary>
    public (TemporalClient Client, WatchedCalls Calls) Watch()
    {
        var calls = new WatchedCalls();
        return (Listen(limit => WatchedService.Around(server.ServiceWithin(limit), calls)), calls);
    }

    public void Dispose()
    {
        foreach (var listener in listeners)
        {
            listener.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        server.Dispose();
    }

    private TemporalClient Listen(Func<TimeSpan?, IWorkflowService> service)
    {
        var listener = GrpcListener.StartAsync(service, server.OperatorService, new() { EndPoint = new(IPAddress.Loopback, 0) }).GetAwaiter().GetResult();
        listeners.Add(listener);
        return TemporalClient.ConnectAsync(new(listener.EndPoint.ToString())).GetAwaiter().GetResult();
    }
}
