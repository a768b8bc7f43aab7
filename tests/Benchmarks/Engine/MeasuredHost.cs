using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Benchmarks.Engine;

/// <summary>The embedded service on a file of its own, and one worker of the queue <see cref="Queue"/> in the same process.</summary>
internal sealed class MeasuredHost : IAsyncDisposable
{
    public const string Queue = "bench";
    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ListeningServer server;
    private readonly TemporalWorker worker;
    private readonly Task working;

    public MeasuredHost(Action<TemporalWorkerOptions> register, TimeProvider? time = null)
    {
        server = new ListeningServer(new EmbeddedServerOptions { HistoryFile = folder.File("history.db"), Time = time ?? TimeProvider.System });
        // As the program's own workers poll.
        var options = new TemporalWorkerOptions(Queue) { MaxConcurrentActivityTaskPolls = 20, MaxConcurrentWorkflowTaskPolls = 10 };
        register(options);
        worker = new TemporalWorker(Client, options);
        working = worker.ExecuteAsync(stopping.Token);
    }

    public TemporalClient Client => server.Client;

    /// <summary>Runs <see cref="FanOut"/> to its end.</summary>
    public Task FanOutAsync(string id, int count, int window) =>
        Client.ExecuteWorkflowAsync((FanOut workflow) => workflow.RunAsync(count, window), new WorkflowOptions(id, Queue));

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await working;
        }
        catch (OperationCanceledException)
        {
            // This is how a worker that was told to stop ends.
        }

        worker.Dispose();
        server.Dispose();
        stopping.Dispose();
        folder.Dispose();
    }
}
