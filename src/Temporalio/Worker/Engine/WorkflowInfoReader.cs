using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>Reads what a run knows of itself from its first event.</summary>
internal static class WorkflowInfoReader
{
    public static WorkflowInfo Read(WorkflowRunDetails details, WorkflowExecutionStartedEventAttributes started, DateTime startTime) => new(
        Attempt: Math.Max(1, started.Attempt),
        ContinuedRunId: Filled(started.ContinuedExecutionRunId),
        CronSchedule: Filled(started.CronSchedule),
        ExecutionTimeout: ToSpan(started.WorkflowExecutionTimeout),
        FirstExecutionRunId: Filled(started.FirstExecutionRunId) ?? details.RunId,
        LastFailure: started.ContinuedFailure is { } failure
            ? details.Converter.FailureConverter.ToException(failure, details.Converter.PayloadConverter)
            : null,
        LastResult: started.LastCompletionResult is { } result ? [.. result.Payloads_.Select(payload => new RawValue(payload))] : null,
        Namespace: details.Namespace,
        Parent: started.ParentWorkflowExecution is { WorkflowId.Length: > 0 } parent
            ? new(Filled(started.ParentWorkflowNamespace) ?? details.Namespace, parent.RunId, parent.WorkflowId)
            : null,
        RetryPolicy: started.RetryPolicy is null ? null : RetryPolicy.FromProto(started.RetryPolicy),
        Root: started.RootWorkflowExecution is { WorkflowId.Length: > 0 } root ? new(root.RunId, root.WorkflowId) : null,
        RunId: details.RunId,
        RunTimeout: ToSpan(started.WorkflowRunTimeout),
        StartTime: startTime,
        TaskQueue: Filled(started.TaskQueue?.Name) ?? details.TaskQueue,
        TaskTimeout: ToSpan(started.WorkflowTaskTimeout) ?? TimeSpan.FromSeconds(10),
        WorkflowId: details.WorkflowId,
        WorkflowStartTime: startTime,
        WorkflowType: started.WorkflowType?.Name ?? details.Definition.Name);

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static TimeSpan? ToSpan(Duration? duration) =>
        duration?.ToTimeSpan() is { } span && span > TimeSpan.Zero ? span : null;
}
