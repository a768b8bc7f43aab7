using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>What an attempt knows of itself. Times are UTC.</summary>
public record ActivityInfo(
    string ActivityId,
    string ActivityType,
    int Attempt,
    DateTime CurrentAttemptScheduledTime,
    DataConverter DataConverter,
    IReadOnlyCollection<Payload> HeartbeatDetails,
    TimeSpan? HeartbeatTimeout,
    string Namespace,
    Common.RetryPolicy? RetryPolicy,
    TimeSpan? ScheduleToCloseTimeout,
    DateTime ScheduledTime,
    TimeSpan? StartToCloseTimeout,
    DateTime StartedTime,
    string TaskQueue,
    byte[] TaskToken,
    string? WorkflowId,
    string? WorkflowNamespace,
    string? WorkflowRunId,
    string? WorkflowType)
{
    /// <summary>False for an activity that a client started by itself.</summary>
    public bool IsWorkflowActivity => WorkflowId is not null;

    /// <summary>A value the previous attempt gave with its last heartbeat.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none at the index; see <see cref="HeartbeatDetails"/>.</exception>
    public async Task<T> HeartbeatDetailAtAsync<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, HeartbeatDetails.Count);
        return await new EncodedRawValue(DataConverter, HeartbeatDetails.ElementAt(index)).ToValueAsync<T>();
    }
}
