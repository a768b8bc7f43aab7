using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Tests.Workflows;

/// <summary>The embedded service in a folder of its own, in skipped time, with a client.</summary>
public sealed class EngineHost : IDisposable
{
    public const string Queue = "tests";
    private readonly TemporaryFolder folder = new();
    private readonly EmbeddedServer server;

    public EngineHost()
    {
        server = EmbeddedServer.Open(new()
        {
            HistoryFile = System.IO.Path.Combine(folder.Path, "history.db"),
            Time = new SkippingTimeProvider(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)),
        });
        Client = new(new WorkflowServiceConnection(server.Service, server.OperatorService), new());
    }

    public TemporalClient Client { get; }

    /// <summary>A client of its own whose calls can be watched and held up.</summary>
    public (TemporalClient Client, WatchedService Calls) Watch()
    {
        var (service, calls) = WatchedService.Around(server.Service);
        return (new(new WorkflowServiceConnection(service, server.OperatorService), new()), calls);
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
        server.Dispose();
        folder.Dispose();
    }
}
