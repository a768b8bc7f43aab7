using System.Globalization;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Assay.Cli.WorkflowRuns;

/// <summary>A history as a person reads it: one line per event.</summary>
internal static class HistoryLines
{
    public static string Of(HistoryEvent one)
    {
        var about = About(one);
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{one.EventId,5}  {RunLines.InstantText(one.EventTime.ToDateTime())}  {one.EventType}");
        return about.Length == 0 ? line : $"{line}  {about}";
    }

    private static string About(HistoryEvent one) => one.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionStartedEventAttributes => one.WorkflowExecutionStartedEventAttributes.WorkflowType.Name,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes => Text(one.WorkflowExecutionFailedEventAttributes.Failure),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes => one.WorkflowExecutionTerminatedEventAttributes.Reason,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionSignaledEventAttributes => one.WorkflowExecutionSignaledEventAttributes.SignalName,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateAcceptedEventAttributes =>
            one.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest?.Input?.Name ?? string.Empty,
        HistoryEvent.AttributesOneofCase.WorkflowTaskFailedEventAttributes => Text(one.WorkflowTaskFailedEventAttributes.Failure),
        HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes =>
            $"{one.ActivityTaskScheduledEventAttributes.ActivityType.Name} on {one.ActivityTaskScheduledEventAttributes.TaskQueue.Name}",
        HistoryEvent.AttributesOneofCase.ActivityTaskStartedEventAttributes =>
            $"of {one.ActivityTaskStartedEventAttributes.ScheduledEventId}, attempt {one.ActivityTaskStartedEventAttributes.Attempt}, {one.ActivityTaskStartedEventAttributes.Identity}",
        HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes => $"of {one.ActivityTaskCompletedEventAttributes.ScheduledEventId}",
        HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes =>
            $"of {one.ActivityTaskFailedEventAttributes.ScheduledEventId}: {Text(one.ActivityTaskFailedEventAttributes.Failure)}",
        HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes =>
            $"of {one.ActivityTaskTimedOutEventAttributes.ScheduledEventId}: {Text(one.ActivityTaskTimedOutEventAttributes.Failure)}",
        HistoryEvent.AttributesOneofCase.TimerStartedEventAttributes =>
            $"{one.TimerStartedEventAttributes.TimerId}, {one.TimerStartedEventAttributes.StartToFireTimeout.ToTimeSpan():c}",
        HistoryEvent.AttributesOneofCase.TimerFiredEventAttributes => one.TimerFiredEventAttributes.TimerId,
        HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionInitiatedEventAttributes =>
            $"{one.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType.Name} {one.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId}",
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes =>
            one.ChildWorkflowExecutionCompletedEventAttributes.WorkflowExecution.WorkflowId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionFailedEventAttributes =>
            $"{one.ChildWorkflowExecutionFailedEventAttributes.WorkflowExecution.WorkflowId}: {Text(one.ChildWorkflowExecutionFailedEventAttributes.Failure)}",
        _ => string.Empty,
    };

    /// <summary>The message of the innermost cause, which says what happened; those around it say where.</summary>
    private static string Text(Failure? failure)
    {
        while (failure?.Cause is { } cause)
        {
            failure = cause;
        }

        return failure?.Message.ReplaceLineEndings(" ") ?? string.Empty;
    }
}
