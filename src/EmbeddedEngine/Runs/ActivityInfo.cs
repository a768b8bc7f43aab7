using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Storage;
using Temporalio.Api.History.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>An activity that has been scheduled and not closed.</summary>
internal sealed class ActivityInfo(WorkflowRun run, HistoryEvent scheduled)
{
    public WorkflowRun Run => run;

    public long ScheduledEventId { get; } = scheduled.EventId;

    public ActivityTaskScheduledEventAttributes Scheduled { get; } = scheduled.ActivityTaskScheduledEventAttributes;

    /// <summary>When it was scheduled. A reset schedules anew what its run had pending.</summary>
    public long ScheduledTicks => Math.Max(scheduled.EventTime.ToTicks(), run.Record.BeganTicks);

    public ActivityRecord Record { get; set; } = new() { Attempt = 1, AttemptScheduledTicks = Math.Max(scheduled.EventTime.ToTicks(), run.Record.BeganTicks) };

    /// <summary>True where the file holds the record; without one the schedule event says all.</summary>
    public bool HasRow { get; set; }

    /// <summary>Number of the batch in which it came into its present attempt; that attempt is durable in every later batch.</summary>
    public long AttemptBatch { get; set; }

    /// <summary>Event that asked for cancellation; 0 where nobody did.</summary>
    public long CancelRequestedEventId { get; set; }

    public bool CancelRequested => CancelRequestedEventId != 0;

    /// <summary>The one wake-up for whatever of this activity is due next.</summary>
    public TimerEntry? Wake { get; set; }
}
