using Temporalio.Api.Enums.V1;

namespace Assay.Cli.Hosting;

/// <summary>Whether workers poll the queues that a chain needs.</summary>
internal sealed class WorkerPresence(IEngine engine, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    // A poll lasts a minute at most; whoever has not asked again since is gone.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private long? looked;

    /// <summary>What has changed since the last look, for each queue one sentence without an end; asks only every now and then.</summary>
    /// <exception cref="Temporalio.Exceptions.RpcException">The engine cannot be reached, or refuses.</exception>
    public async Task<IReadOnlyList<(bool IsWarning, string Sentence)>> NewsAsync(CancellationToken cancellationToken)
    {
        if (looked is { } last && time.GetElapsedTime(last) < Every)
        {
            return [];
        }

        looked = time.GetTimestamp();
        var news = new List<(bool IsWarning, string Sentence)>();
        await AddAsync(engine.TaskQueue, TaskQueueType.Workflow, "start one with 'assay worker'");
        await AddAsync(WorkerHost.HomeQueueOf(engine.TaskQueue), TaskQueueType.Activity, "start 'assay worker' in the home");
        return news;

        async Task AddAsync(string queue, TaskQueueType type, string advice)
        {
            if (await IsPolledAsync(queue, type, cancellationToken))
            {
                if (missing.Remove(queue))
                {
                    news.Add((false, $"a worker polls the task queue '{queue}' now"));
                }
            }
            else if (missing.Add(queue))
            {
                news.Add((true, $"no worker polls the task queue '{queue}', so nothing goes on there; {advice}"));
            }
        }
    }

    /// <summary>True where a worker has asked for tasks of the queue lately.</summary>
    /// <exception cref="Temporalio.Exceptions.RpcException">The engine cannot be reached, or refuses.</exception>
    public async Task<bool> IsPolledAsync(string queue, TaskQueueType type, CancellationToken cancellationToken)
    {
        var description = await engine.Client.Connection.WorkflowService.DescribeTaskQueueAsync(
            new()
            {
                Namespace = engine.Client.Options.Namespace,
                TaskQueue = new() { Name = queue, Kind = TaskQueueKind.Normal },
                TaskQueueType = type,
            },
            new() { CancellationToken = cancellationToken });
        var oldest = time.GetUtcNow() - Memory;
        return description.Pollers.Any(poller => poller.LastAccessTime.ToDateTimeOffset() >= oldest);
    }
}
