using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>The events of the workflow task that a run has pending.</summary>
internal sealed class WorkflowTaskEvents(ServiceCore core)
{
    private const int SuggestContinueAsNewEvents = 4_096;
    private const long SuggestContinueAsNewBytes = 4L << 20;

    // A worker reports a failing task once and then lets it run into its timeout; from here on that takes longer each time.
    private const int FirstStretchedAttempt = 3;
    private static readonly TimeSpan StretchBase = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StretchLimit = TimeSpan.FromMinutes(10);

    /// <summary>How long the present attempt may be with a worker.</summary>
    public static long TimeoutTicks(WorkflowRun run)
    {
        var timeout = run.Started.WorkflowTaskTimeout.ToTicks();
        var stretched = run.Task.Attempt - FirstStretchedAttempt;
        return stretched < 0
            ? timeout
            : timeout + (long)Math.Min(StretchLimit.Ticks, StretchBase.Ticks * Math.Pow(2, stretched));
    }

    public HistoryEvent Scheduled(WorkflowRun run) =>
        core.NewEvent(EventType.WorkflowTaskScheduled, e => e.WorkflowTaskScheduledEventAttributes = new()
        {
            TaskQueue = QueueOf(run),
            StartToCloseTimeout = TimeoutTicks(run).ToDuration(),
            Attempt = run.Task.Attempt,
        });

    public HistoryEvent Started(WorkflowRun run) =>
        core.NewEvent(EventType.WorkflowTaskStarted, e => e.WorkflowTaskStartedEventAttributes = new()
        {
            ScheduledEventId = run.Task.ScheduledEventId,
            Identity = run.Task.Identity,
            RequestId = run.Task.RequestId,
            HistorySizeBytes = run.HistorySizeBytes,
            SuggestContinueAsNew = run.Events.Count > SuggestContinueAsNewEvents || run.HistorySizeBytes > SuggestContinueAsNewBytes,
        });

    /// <summary>The events of a transient task: made up for the worker, stored only when it completes.</summary>
    public (HistoryEvent Scheduled, HistoryEvent Started) Transient(WorkflowRun run)
    {
        var scheduled = Scheduled(run);
        scheduled.EventTime = run.Task.ScheduledTicks.ToTimestamp();
        scheduled.EventId = run.Task.ScheduledEventId;
        var started = Started(run);
        started.EventTime = run.Task.StartedTicks.ToTimestamp();
        started.EventId = run.Task.StartedEventId;
        return (scheduled, started);
    }

    private static TaskQueue QueueOf(WorkflowRun run) => run.Task.Sticky
        ? new() { Name = run.Record.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = run.Started.TaskQueue.Name }
        : new() { Name = run.Started.TaskQueue.Name, Kind = TaskQueueKind.Normal };
}
