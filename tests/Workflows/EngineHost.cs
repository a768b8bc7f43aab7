using System.Net;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Tests.Workflows;

/// <summary>The embedded service in a folder of its own, in skipped time, with a client.</summary>
public sealed class EngineHost : IDisposable
{
    public const string Queue = "tests";
    private readonly TemporaryFolder folder = new();
    private readonly ListeningServer server;
    private GrpcListener? watched;

    public EngineHost()
        : this(new SkippingTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)))
    {
    }

    public EngineHost(TimeProvider time) => server = new ListeningServer(new EmbeddedServerOptions { HistoryFile = folder.File("history.db"), Time = time });

    public TemporalClient Client => server.Client;

    /// <summary>A client of its own whose calls can be watched and held up.</summary>
    public (TemporalClient Client, WatchedCalls Calls) Watch()
    {
        var calls = new WatchedCalls();
        watched = GrpcListener.StartAsync(
            limit => WatchedService.Around(server.Server.ServiceWithin(limit), calls),
            server.Server.OperatorService,
            new() { EndPoint = new(IPAddress.Loopback, 0) }).GetAwaiter().GetResult();
        return (TemporalClient.ConnectAsync(new(watched.EndPoint.ToString())).GetAwaiter().GetResult(), calls);
    }

    public static WorkflowOptions Start(string id = "workflow-1") => new(id, Queue) { Rpc = new() { Timeout = TimeSpan.FromSeconds(60) } };

    public static TemporalWorkerOptions Worker(object? activities = null, params Type[] workflows)
    {
        var options = new TemporalWorkerOptions(Queue);
        foreach (var workflow in workflows)
        {
            options.AddWorkflow(workflow);
        }

        return activities is null ? options : options.AddAllActivities(activities.GetType(), activities);
    }

    /// <summary>Runs a worker while the action goes on.</summary>
    public async Task<T> WithWorkerAsync<T>(TemporalWorkerOptions options, Func<Task<T>> action)
    {
        using var worker = new TemporalWorker(Client, options);
        return await worker.ExecuteAsync(action);
    }

    public async Task WithWorkerAsync(TemporalWorkerOptions options, Func<Task> action)
    {
        using var worker = new TemporalWorker(Client, options);
        await worker.ExecuteAsync(action);
    }

    public void Dispose()
    {
        watched?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        server.Dispose();
        folder.Dispose();
    }
}
