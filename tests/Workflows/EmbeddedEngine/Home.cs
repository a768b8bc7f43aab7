using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Temporalio.Client;
using Temporalio.Worker;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>A history file with a service and a worker on it, which can end and begin again.</summary>
internal sealed class Home : IDisposable
{
    public const string Queue = "work";
    private readonly TemporaryFolder folder = new();

    public CountingActivities Activities { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string HistoryFile => folder.File("history.db");

    /// <summary>One life: opens the file, runs a worker while the function runs, closes both.</summary>
    public async Task<T> LiveAsync<T>(Func<TemporalClient, Task<T>> story, ICommitObserver? observer = null, CancellationToken stop = default)
    {
        using var server = new ListeningServer(new EmbeddedServerOptions { HistoryFile = HistoryFile, Time = Time, CommitObserver = observer });
        using var worker = new TemporalWorker(
            server.Client,
            // Hears of a cancellation soon, without a heartbeat timeout that a busy machine could miss.
            new TemporalWorkerOptions(Queue) { MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(50) }
                .AddAllActivities(Activities)
                .AddWorkflow<FanOut>()
                .AddWorkflow<Chain>()
                .AddWorkflow<ChainLink>()
                .AddWorkflow<Clockwork>()
                .AddWorkflow<ClockworkTick>()
                .AddWorkflow<Conversation>());
        return await worker.ExecuteAsync(() => story(server.Client), stop);
    }

    public void Dispose() => folder.Dispose();
}
