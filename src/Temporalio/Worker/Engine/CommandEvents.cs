using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine;

/// <summary>Which event records which command, and what of the two must agree.</summary>
internal static class CommandEvents
{
    private static readonly Dictionary<EventType, CommandType> Recorded = new()
    {
        [EventType.ActivityTaskScheduled] = CommandType.ScheduleActivityTask,
        [EventType.ActivityTaskCancelRequested] = CommandType.RequestCancelActivityTask,
        [EventType.TimerStarted] = CommandType.StartTimer,
        [EventType.TimerCanceled] = CommandType.CancelTimer,
        [EventType.StartChildWorkflowExecutionInitiated] = CommandType.StartChildWorkflowExecution,
        [EventType.RequestCancelExternalWorkflowExecutionInitiated] = CommandType.RequestCancelExternalWorkflowExecution,
        [EventType.SignalExternalWorkflowExecutionInitiated] = CommandType.SignalExternalWorkflowExecution,
        [EventType.MarkerRecorded] = CommandType.RecordMarker,
        [EventType.WorkflowExecutionCompleted] = CommandType.CompleteWorkflowExecution,
        [EventType.WorkflowExecutionFailed] = CommandType.FailWorkflowExecution,
        [EventType.WorkflowExecutionCanceled] = CommandType.CancelWorkflowExecution,
        [EventType.WorkflowExecutionContinuedAsNew] = CommandType.ContinueAsNewWorkflowExecution,
        [EventType.UpsertWorkflowSearchAttributes] = CommandType.UpsertWorkflowSearchAttributes,
        [EventType.WorkflowPropertiesModified] = CommandType.ModifyWorkflowProperties,
        [EventType.WorkflowExecutionUpdateAccepted] = CommandType.ProtocolMessage,
        [EventType.WorkflowExecutionUpdateCompleted] = CommandType.ProtocolMessage,
    };

    public static bool RecordsCommand(EventType type) => Recorded.ContainsKey(type);

    /// <summary>The name of the first thing in which command and event differ; null where they agree.</summary>
    public static string? Difference(Command command, HistoryEvent recorded)
    {
        if (Recorded[recorded.EventType] != command.CommandType)
        {
            return "the kind";
        }

        var (commandType, commandId) = Identity(command);
        var (eventType, eventId) = Identity(recorded);
        return commandType != eventType ? "the type" : commandId != eventId ? "the id" : null;
    }

    public static string Describe(HistoryEvent recorded)
    {
        var (type, id) = Identity(recorded);
        return $"event {recorded.EventId} {recorded.EventType}{Describe(type, id)}";
    }

    public static string Describe(Command command)
    {
        var (type, id) = Identity(command);
        return $"{command.CommandType}{Describe(type, id)}";
    }

    private static string Describe(string? type, string? id) => (type, id) switch
    {
        (null, null) => string.Empty,
        (null, _) => $" (id {id})",
        (_, null) => $" ({type})",
        _ => $" ({type}, id {id})",
    };

    private static (string? Type, string? Id) Identity(Command command) => command.CommandType switch
    {
        CommandType.ScheduleActivityTask =>
            (command.ScheduleActivityTaskCommandAttributes.ActivityType.Name, command.ScheduleActivityTaskCommandAttributes.ActivityId),
        CommandType.RequestCancelActivityTask =>
            (null, Number(command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId)),
        CommandType.StartTimer => (null, command.StartTimerCommandAttributes.TimerId),
        CommandType.CancelTimer => (null, command.CancelTimerCommandAttributes.TimerId),
        CommandType.StartChildWorkflowExecution =>
            (command.StartChildWorkflowExecutionCommandAttributes.WorkflowType.Name, command.StartChildWorkflowExecutionCommandAttributes.WorkflowId),
        CommandType.RequestCancelExternalWorkflowExecution =>
            (null, command.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId),
        CommandType.SignalExternalWorkflowExecution =>
            (command.SignalExternalWorkflowExecutionCommandAttributes.SignalName, command.SignalExternalWorkflowExecutionCommandAttributes.Execution.WorkflowId),
        CommandType.RecordMarker =>
            (command.RecordMarkerCommandAttributes.MarkerName, PatchMarker.Read(command.RecordMarkerCommandAttributes)?.Id),
        CommandType.ProtocolMessage => (null, command.ProtocolMessageCommandAttributes.MessageId),
        _ => (null, null),
    };

    private static (string? Type, string? Id) Identity(HistoryEvent recorded) => recorded.EventType switch
    {
        EventType.ActivityTaskScheduled =>
            (recorded.ActivityTaskScheduledEventAttributes.ActivityType.Name, recorded.ActivityTaskScheduledEventAttributes.ActivityId),
        EventType.ActivityTaskCancelRequested =>
            (null, Number(recorded.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId)),
        EventType.TimerStarted => (null, recorded.TimerStartedEventAttributes.TimerId),
        EventType.TimerCanceled => (null, recorded.TimerCanceledEventAttributes.TimerId),
        EventType.StartChildWorkflowExecutionInitiated =>
            (recorded.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType.Name, recorded.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId),
        EventType.RequestCancelExternalWorkflowExecutionInitiated =>
            (null, recorded.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId),
        EventType.SignalExternalWorkflowExecutionInitiated =>
            (recorded.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName, recorded.SignalExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId),
        EventType.MarkerRecorded => (recorded.MarkerRecordedEventAttributes.MarkerName, PatchMarker.Read(recorded)?.Id),
        EventType.WorkflowExecutionUpdateAccepted =>
            (null, $"{recorded.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId}/accept"),
        EventType.WorkflowExecutionUpdateCompleted =>
            (null, $"{recorded.WorkflowExecutionUpdateCompletedEventAttributes.Meta.UpdateId}/complete"),
        _ => (null, null),
    };

    private static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
