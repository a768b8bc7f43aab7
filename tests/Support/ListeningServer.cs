using System.Net;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Temporalio.Api.Enums.V1;
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

    /// <summary>
    /// Ends when workers poll both queues. A clock that jumps passes over tasks of a queue to which nobody has come yet, so a story in skipped
    /// time begins, with the clock held, after this.
    /// </summary>
    public async Task PolledAsync(string workflows, string activities)
    {
        while (!await IsPolledAsync(workflows, TaskQueueType.Workflow) || !await IsPolledAsync(activities, TaskQueueType.Activity))
        {
            // The next question goes out as soon as this one is answered.
        }
    }

    private async Task<bool> IsPolledAsync(string queue, TaskQueueType type) => (await Client.Connection.WorkflowService.DescribeTaskQueueAsync(
        new() { Namespace = Client.Options.Namespace, TaskQueue = new() { Name = queue }, TaskQueueType = type })).Pollers.Count > 0;

    public void Dispose()
    {
        listener.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Server.Dispose();
    }
}
