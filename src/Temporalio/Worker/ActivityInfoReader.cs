using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>Reads what an attempt knows of itself from its task.</summary>
internal static class ActivityInfoReader
{
    public static ActivityInfo Read(PollActivityTaskQueueResponse task, TemporalClientOptions options, string taskQueue) => new(
        ActivityId: task.ActivityId,
        ActivityType: task.ActivityType.Name,
        Attempt: Math.Max(1, task.Attempt),
        CurrentAttemptScheduledTime: ToTime(task.CurrentAttemptScheduledTime),
        DataConverter: options.DataConverter,
        HeartbeatDetails: task.HeartbeatDetails is null ? [] : [.. task.HeartbeatDetails.Payloads_],
        HeartbeatTimeout: ToSpan(task.HeartbeatTimeout),
        Namespace: options.Namespace,
        RetryPolicy: task.RetryPolicy is null ? null : RetryPolicy.FromProto(task.RetryPolicy),
        ScheduleToCloseTimeout: ToSpan(task.ScheduleToCloseTimeout),
        ScheduledTime: ToTime(task.ScheduledTime),
        StartToCloseTimeout: ToSpan(task.StartToCloseTimeout),
        StartedTime: ToTime(task.StartedTime),
        TaskQueue: taskQueue,
        TaskToken: task.TaskToken.ToByteArray(),
        WorkflowId: Filled(task.WorkflowExecution?.WorkflowId),
        WorkflowNamespace: Filled(task.WorkflowNamespace),
        WorkflowRunId: Filled(task.WorkflowExecution?.RunId),
        WorkflowType: Filled(task.WorkflowType?.Name));

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DateTime ToTime(Timestamp? time) => time?.ToDateTime() ?? DateTime.UnixEpoch;

    private static TimeSpan? ToSpan(Duration? duration) => duration?.ToTimeSpan() is { } span && span > TimeSpan.Zero ? span : null;
}
