using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity is run. <see cref="ScheduleToCloseTimeout"/> or <see cref="StartToCloseTimeout"/> is required.</summary>
public class ActivityOptions : ICloneable
{
    /// <summary>Limit for all attempts and the waits between them.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Limit for the wait in the task queue.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Limit for one attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>Longest silence between two heartbeats.</summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>Null for the service's default: no limit on attempts.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    /// <summary>Null for the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Null for the workflow's own task queue.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line shown beside the activity in the history.</summary>
    public string? Summary { get; set; }

    /// <summary>Null for a running number.</summary>
    public string? ActivityId { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
