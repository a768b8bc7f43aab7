using Assay.EmbeddedEngine.Scheduling;
using Assay.EmbeddedEngine.Visibility;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Case = Temporalio.Api.Command.V1.Command.AttributesOneofCase;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>
/// Looks through all commands of a task before the first is carried out, so that a bad one leaves no half-done task behind. It follows what
/// the commands before it would have started and ended.
/// </summary>
internal sealed class CommandValidator(WorkflowRun run, SearchAttributeRegister register, long nowTicks)
{
    private readonly HashSet<string> activityIds = [.. run.ActivityIds.Keys];
    private readonly HashSet<string> timerIds = [.. run.Timers.Keys];

    public static bool Closes(Command command) => command.AttributesCase is
        Case.CompleteWorkflowExecutionCommandAttributes or Case.FailWorkflowExecutionCommandAttributes
        or Case.CancelWorkflowExecutionCommandAttributes or Case.ContinueAsNewWorkflowExecutionCommandAttributes;

    public CommandFault? FindFault(IReadOnlyList<Command> commands)
    {
        if ((run.Buffered.Count > 0 || run.HasUndeliveredUpdates) && commands.Any(Closes))
        {
            return new(WorkflowTaskFailedCause.UnhandledCommand, "");
        }

        for (var i = 0; i < commands.Count; i++)
        {
            if (Closes(commands[i]) && i < commands.Count - 1)
            {
                return new(WorkflowTaskFailedCause.Unspecified, "A command follows the one that closes the workflow.");
            }

            if ((FindFault(commands[i]) ?? CheckAttributes(commands[i])) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private CommandFault? CheckAttributes(Command command) => register.FindFault(command.AttributesCase switch
    {
        Case.UpsertWorkflowSearchAttributesCommandAttributes => command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes,
        Case.StartChildWorkflowExecutionCommandAttributes => command.StartChildWorkflowExecutionCommandAttributes.SearchAttributes,
        Case.ContinueAsNewWorkflowExecutionCommandAttributes => command.ContinueAsNewWorkflowExecutionCommandAttributes.SearchAttributes,
        _ => null,
    }) is { } fault ? new(WorkflowTaskFailedCause.BadSearchAttributes, fault) : null;

    private static CommandFault? Check(WorkflowTaskFailedCause cause, params ReadOnlySpan<(bool Wrong, string Message)> checks)
    {
        foreach (var (wrong, message) in checks)
        {
            if (wrong)
            {
                return new(cause, message);
            }
        }

        return null;
    }

    private static CommandFault? CheckSignal(SignalExternalWorkflowExecutionCommandAttributes attributes) => Check(
        WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes,
        (attributes.Execution is null || attributes.Execution.WorkflowId.Length == 0, "WorkflowId is not set."),
        (attributes.SignalName.Length == 0, "SignalName is not set."));

    private CommandFault? CheckChild(StartChildWorkflowExecutionCommandAttributes attributes) => Check(
        WorkflowTaskFailedCause.BadStartChildExecutionAttributes,
        (attributes.WorkflowId.Length == 0, "WorkflowId is not set."),
        (string.IsNullOrEmpty(attributes.WorkflowType?.Name), "WorkflowType is not set."),
        (CronTimes.FindFault(attributes.CronSchedule, nowTicks) is not null, CronTimes.FindFault(attributes.CronSchedule, nowTicks) ?? ""),
        (Dispatch.RetryDecision.FindFault(attributes.RetryPolicy) is not null, Dispatch.RetryDecision.FindFault(attributes.RetryPolicy) ?? ""));

    private CommandFault? FindFault(Command command) => command.AttributesCase switch
    {
        Case.ScheduleActivityTaskCommandAttributes => CheckActivity(command.ScheduleActivityTaskCommandAttributes),
        Case.RequestCancelActivityTaskCommandAttributes => Check(
            WorkflowTaskFailedCause.BadRequestCancelActivityAttributes,
            (!IsKnownActivity(command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId), "ScheduledEventID is not that of a running activity.")),
        Case.StartTimerCommandAttributes => CheckTimer(command.StartTimerCommandAttributes),
        Case.CancelTimerCommandAttributes => Check(
            WorkflowTaskFailedCause.BadCancelTimerAttributes,
            (!EndTimer(command.CancelTimerCommandAttributes.TimerId), "TimerId is not that of a running timer.")),
        Case.FailWorkflowExecutionCommandAttributes => Check(
            WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes,
            (command.FailWorkflowExecutionCommandAttributes.Failure is null, "Failure is not set.")),
        Case.RecordMarkerCommandAttributes => Check(
            WorkflowTaskFailedCause.BadRecordMarkerAttributes,
            (command.RecordMarkerCommandAttributes.MarkerName.Length == 0, "MarkerName is not set.")),
        Case.StartChildWorkflowExecutionCommandAttributes => CheckChild(command.StartChildWorkflowExecutionCommandAttributes),
        Case.SignalExternalWorkflowExecutionCommandAttributes => CheckSignal(command.SignalExternalWorkflowExecutionCommandAttributes),
        Case.RequestCancelExternalWorkflowExecutionCommandAttributes => Check(
            WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes,
            (command.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId.Length == 0, "WorkflowId is not set.")),
        Case.ContinueAsNewWorkflowExecutionCommandAttributes => Check(
            WorkflowTaskFailedCause.BadContinueAsNewAttributes,
            (command.ContinueAsNewWorkflowExecutionCommandAttributes.CronSchedule.Length > 0, "A cron schedule cannot be set when continuing as new in the embedded service.")),
        Case.CompleteWorkflowExecutionCommandAttributes or Case.CancelWorkflowExecutionCommandAttributes
            or Case.ProtocolMessageCommandAttributes or Case.UpsertWorkflowSearchAttributesCommandAttributes or Case.ModifyWorkflowPropertiesCommandAttributes => null,
        _ => new(WorkflowTaskFailedCause.Unspecified, $"Command {command.CommandType} is not offered by the embedded service."),
    };

    private CommandFault? CheckActivity(ScheduleActivityTaskCommandAttributes attributes)
    {
        if (!activityIds.Add(attributes.ActivityId))
        {
            return new(WorkflowTaskFailedCause.ScheduleActivityDuplicateId, $"An activity with id '{attributes.ActivityId}' is running.");
        }

        return Check(
            WorkflowTaskFailedCause.BadScheduleActivityAttributes,
            (attributes.ActivityId.Length == 0, "ActivityId is not set."),
            (string.IsNullOrEmpty(attributes.ActivityType?.Name), "ActivityType is not set."),
            (
                attributes.StartToCloseTimeout.ToTicks() <= 0 && attributes.ScheduleToCloseTimeout.ToTicks() <= 0,
                "A valid StartToClose or ScheduleToCloseTimeout is not set on command."),
            (Dispatch.RetryDecision.FindFault(attributes.RetryPolicy) is not null, Dispatch.RetryDecision.FindFault(attributes.RetryPolicy) ?? ""));
    }

    private CommandFault? CheckTimer(StartTimerCommandAttributes attributes)
    {
        if (!timerIds.Add(attributes.TimerId))
        {
            return new(WorkflowTaskFailedCause.StartTimerDuplicateId, $"A timer with id '{attributes.TimerId}' is running.");
        }

        return Check(
            WorkflowTaskFailedCause.BadStartTimerAttributes,
            (attributes.TimerId.Length == 0, "TimerId is not set."),
            (attributes.StartToFireTimeout.ToTicks() <= 0, "A valid StartToFireTimeout is not set on command."));
    }

    private bool EndTimer(string timerId) =>
        timerIds.Remove(timerId) || run.Buffered.Any(e => e.TimerFiredEventAttributes?.TimerId == timerId);

    private bool IsKnownActivity(long scheduledEventId) => scheduledEventId >= run.NextEventId || run.Activities.ContainsKey(scheduledEventId)
        || run.Buffered.Any(e => scheduledEventId == (e.ActivityTaskCompletedEventAttributes?.ScheduledEventId
            ?? e.ActivityTaskFailedEventAttributes?.ScheduledEventId
            ?? e.ActivityTaskTimedOutEventAttributes?.ScheduledEventId
            ?? e.ActivityTaskCanceledEventAttributes?.ScheduledEventId
            ?? 0));
}
