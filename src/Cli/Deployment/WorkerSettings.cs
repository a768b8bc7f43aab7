namespace Assay.Cli.Deployment;

/// <summary>What one worker process takes on.</summary>
internal sealed record WorkerSettings
{
    /// <summary>Activities of one queue that run at once, 1 to 256; null for <c>concurrent_activities</c> of <c>config/runtime.yaml</c>.</summary>
    public int? ConcurrentActivities { get; init; }

    /// <summary>Seconds that running activities have to finish once the worker is told to stop, 0 to 86,400; then they are cancelled.</summary>
    public int DrainSeconds { get; init; } = 5;

    /// <summary>
    /// Workflow runs of one process that stay in memory between their tasks, 0 to 100,000. With 0 the service sends the whole history with
    /// each task, and every step is a replay of all before it.
    /// </summary>
    public int CachedWorkflows { get; init; } = 10_000;
}
