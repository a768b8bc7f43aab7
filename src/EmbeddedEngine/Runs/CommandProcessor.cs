using Assay.EmbeddedEngine.Dispatch;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.WorkflowService.V1;
using Case = Temporalio.Api.Command.V1.Command.AttributesOneofCase;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>Turns the commands of a completed workflow task into events and their effects.</summary>
internal sealed class CommandProcessor(ServiceCore core)
{
    private readonly UpdateMessages updates = new(core);

    public CommandFault? FindFault(WorkflowRun run, IReadOnlyList<Command> commands) => new CommandValidator(run, core.SearchAttributes, core.NowTicks).FindFault(commands);

    /// <summary>Carries the commands out in order; true where the workflow has to be told of something at once.</summary>
    public bool Execute(WorkflowRun run, RespondWorkflowTaskCompletedRequest request, long completedId)
    {
        var wantsTask = false;
        var messages = request.Messages.ToList();
        foreach (var command in request.Commands)
        {
            if (command.ProtocolMessageCommandAttributes is { } reference)
            {
                // The command only says where in the order of events the message has its place.
                var message = messages.First(m => m.Id == reference.MessageId);
                messages.Remove(message);
                updates.Take(run, message);
            }
            else
            {
                if (CommandValidator.Closes(command))
                {
                    // Whatever was answered without a command belongs before the end.
                    TakeMessages(run, messages);
                    messages.Clear();
                }

                wantsTask |= Execute(run, command, completedId);
            }
        }

        if (run.IsOpen)
        {
            TakeMessages(run, messages);
            if (!request.ForceCreateNewWorkflowTask)
            {
                updates.RejectUnprocessed(run);
            }
        }

        return wantsTask;
    }

    public void TakeMessages(WorkflowRun run, IEnumerable<Message> messages)
    {
        foreach (var message in messages)
        {
            updates.Take(run, message);
        }
    }

    private bool Execute(WorkflowRun run, Command command, long completedId)
    {
        switch (command.AttributesCase)
        {
            case Case.ScheduleActivityTaskCommandAttributes:
                ScheduleActivity(run, command, completedId);
                return false;
            case Case.RequestCancelActivityTaskCommandAttributes:
                return CancelActivity(run, command, completedId);
            case Case.StartTimerCommandAttributes:
                StartTimer(run, command, completedId);
                return false;
            case Case.CancelTimerCommandAttributes:
                CancelTimer(run, command, completedId);
                return false;
            case Case.RecordMarkerCommandAttributes:
                var marker = command.RecordMarkerCommandAttributes;
                Add(run, command, EventType.MarkerRecorded, e => e.MarkerRecordedEventAttributes = new()
                {
                    MarkerName = marker.MarkerName,
                    Details = { marker.Details },
                    WorkflowTaskCompletedEventId = completedId,
                    Header = marker.Header,
                    Failure = marker.Failure,
                });
                return false;
            case Case.UpsertWorkflowSearchAttributesCommandAttributes:
                Add(run, command, EventType.UpsertWorkflowSearchAttributes, e => e.UpsertWorkflowSearchAttributesEventAttributes = new()
                {
                    WorkflowTaskCompletedEventId = completedId,
                    SearchAttributes =
                        core.SearchAttributes.WithTypes(command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes) ?? new(),
                });
                return false;
            case Case.ModifyWorkflowPropertiesCommandAttributes:
                Add(run, command, EventType.WorkflowPropertiesModified, e => e.WorkflowPropertiesModifiedEventAttributes = new()
                {
                    WorkflowTaskCompletedEventId = completedId,
                    UpsertedMemo = command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo ?? new(),
                });
                return false;
            case Case.StartChildWorkflowExecutionCommandAttributes:
                core.Children.Initiate(run, command, completedId);
                return false;
            case Case.SignalExternalWorkflowExecutionCommandAttributes:
                core.Children.SignalExternal(run, command, completedId);
                return false;
            case Case.RequestCancelExternalWorkflowExecutionCommandAttributes:
                core.Children.CancelExternal(run, command, completedId);
                return false;
            default:
                core.Lifecycle.CloseByCommand(run, command, completedId);
                return false;
        }
    }

    private HistoryEvent Add(WorkflowRun run, Command command, EventType type, Action<HistoryEvent> fill)
    {
        var historyEvent = core.NewEvent(type, fill);
        historyEvent.UserMetadata = command.UserMetadata;
        return run.Add(historyEvent);
    }

    /// <summary>Temporal's rules for the timeouts that a workflow left open, so that the event shows what holds.</summary>
    private void ScheduleActivity(WorkflowRun run, Command command, long completedId)
    {
        var attributes = command.ScheduleActivityTaskCommandAttributes;
        var runTimeout = run.Started.WorkflowRunTimeout.ToTicks();
        var whole = attributes.ScheduleToCloseTimeout.ToTicks();
        whole = whole > 0 && runTimeout > 0 ? Math.Min(whole, runTimeout) : Math.Max(whole, runTimeout);
        var toStart = Within(attributes.ScheduleToStartTimeout.ToTicks(), whole);
        var toClose = Within(attributes.StartToCloseTimeout.ToTicks(), whole);
        var heartbeat = Math.Min(attributes.HeartbeatTimeout.ToTicks(), toClose);
        var scheduled = Add(run, command, EventType.ActivityTaskScheduled, e => e.ActivityTaskScheduledEventAttributes = new()
        {
            ActivityId = attributes.ActivityId,
            ActivityType = attributes.ActivityType,
            TaskQueue = new()
            {
                Name = string.IsNullOrEmpty(attributes.TaskQueue?.Name) ? run.Started.TaskQueue.Name : attributes.TaskQueue.Name,
                Kind = TaskQueueKind.Normal,
            },
            Header = attributes.Header,
            Input = attributes.Input,
            ScheduleToCloseTimeout = whole.ToDuration(),
            ScheduleToStartTimeout = toStart.ToDuration(),
            StartToCloseTimeout = toClose.ToDuration(),
            HeartbeatTimeout = heartbeat.ToDuration(),
            WorkflowTaskCompletedEventId = completedId,
            RetryPolicy = RetryDecision.WithDefaults(attributes.RetryPolicy),
        });
        core.ActivityTasks.Schedule(run.Activities[scheduled.EventId]);

        static long Within(long ticks, long whole) => whole == 0 ? ticks : ticks == 0 ? whole : Math.Min(ticks, whole);
    }

    private bool CancelActivity(WorkflowRun run, Command command, long completedId)
    {
        var scheduledEventId = command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId;
        Add(run, command, EventType.ActivityTaskCancelRequested, e => e.ActivityTaskCancelRequestedEventAttributes = new()
        {
            ScheduledEventId = scheduledEventId,
            WorkflowTaskCompletedEventId = completedId,
        });
        return run.Activities.TryGetValue(scheduledEventId, out var activity) && core.ActivityTasks.CancelUnstarted(activity);
    }

    private void StartTimer(WorkflowRun run, Command command, long completedId)
    {
        var attributes = command.StartTimerCommandAttributes;
        Add(run, command, EventType.TimerStarted, e => e.TimerStartedEventAttributes = new()
        {
            TimerId = attributes.TimerId,
            StartToFireTimeout = attributes.StartToFireTimeout,
            WorkflowTaskCompletedEventId = completedId,
        });
        core.Lifecycle.ArmTimer(run, attributes.TimerId, run.Timers[attributes.TimerId]);
    }

    private void CancelTimer(WorkflowRun run, Command command, long completedId)
    {
        var timerId = command.CancelTimerCommandAttributes.TimerId;
        long startedEventId;
        if (run.Timers.TryGetValue(timerId, out var timer))
        {
            timer.Wake?.Cancel();
            startedEventId = timer.StartedEventId;
        }
        else
        {
            // It fired while the workflow decided to cancel it. The workflow has not seen that, so it never happened.
            startedEventId = run.Buffered.First(e => e.TimerFiredEventAttributes?.TimerId == timerId).TimerFiredEventAttributes.StartedEventId;
            run.RemoveBuffered(e => e.TimerFiredEventAttributes?.TimerId == timerId);
        }

        Add(run, command, EventType.TimerCanceled, e => e.TimerCanceledEventAttributes = new()
        {
            TimerId = timerId,
            StartedEventId = startedEventId,
            WorkflowTaskCompletedEventId = completedId,
            Identity = run.Task.Identity,
        });
    }
}
