using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>What follows from each event.</summary>
internal sealed partial class WorkflowRun
{
    private void Apply(HistoryEvent historyEvent)
    {
        switch (historyEvent.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionStartedEventAttributes:
                Memo = historyEvent.WorkflowExecutionStartedEventAttributes.Memo;
                SearchAttributes = historyEvent.WorkflowExecutionStartedEventAttributes.SearchAttributes;
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowTaskCompletedEventAttributes:
                PreviousStartedEventId = historyEvent.WorkflowTaskCompletedEventAttributes.StartedEventId;
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionSignaledEventAttributes:
                SignalRequestIds.Add(historyEvent.WorkflowExecutionSignaledEventAttributes.RequestId);
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCancelRequestedEventAttributes:
                CancelRequested = true;
                break;
            case HistoryEvent.AttributesOneofCase.UpsertWorkflowSearchAttributesEventAttributes:
                SearchAttributes = SearchAttributes?.Clone() ?? new();
                Upsert(SearchAttributes.IndexedFields, historyEvent.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields);
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowPropertiesModifiedEventAttributes:
                Memo = Memo?.Clone() ?? new();
                Upsert(Memo.Fields, historyEvent.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo.Fields);
                break;
            case HistoryEvent.AttributesOneofCase.TimerStartedEventAttributes:
                var timer = historyEvent.TimerStartedEventAttributes;
                Timers[timer.TimerId] = new(historyEvent.EventId, historyEvent.EventTime.ToTicks() + timer.StartToFireTimeout.ToTicks());
                break;
            case HistoryEvent.AttributesOneofCase.TimerFiredEventAttributes:
                Timers.Remove(historyEvent.TimerFiredEventAttributes.TimerId);
                break;
            case HistoryEvent.AttributesOneofCase.TimerCanceledEventAttributes:
                Timers.Remove(historyEvent.TimerCanceledEventAttributes.TimerId);
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateAdmittedEventAttributes:
                var admitted = historyEvent.WorkflowExecutionUpdateAdmittedEventAttributes.Request;
                Updates[admitted.Meta.UpdateId] = new(admitted.Meta.UpdateId, admitted) { AdmittedEventId = historyEvent.EventId };
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateAcceptedEventAttributes:
                var acceptance = historyEvent.WorkflowExecutionUpdateAcceptedEventAttributes;
                var accepted = Update(acceptance.ProtocolInstanceId, acceptance.AcceptedRequest);
                (accepted.Phase, accepted.AcceptedEventId) = (UpdatePhase.Accepted, historyEvent.EventId);
                break;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateCompletedEventAttributes:
                var completion = historyEvent.WorkflowExecutionUpdateCompletedEventAttributes;
                var completed = Update(completion.Meta.UpdateId, null);
                (completed.Phase, completed.Outcome) = (UpdatePhase.Completed, completion.Outcome);
                break;
            default:
                ApplyPart(historyEvent);
                break;
        }
    }

    private UpdateInfo Update(string id, Temporalio.Api.Update.V1.Request? request)
    {
        if (!Updates.TryGetValue(id, out var update))
        {
            Updates.Add(id, update = new(id, request));
        }

        return update;
    }

    private static void Upsert(
        Google.Protobuf.Collections.MapField<string, Payload> target, Google.Protobuf.Collections.MapField<string, Payload> changes)
    {
        foreach (var (key, value) in changes)
        {
            // An empty payload, or one that encodes nothing, removes the key.
            if (value.Data.IsEmpty || value.Data.ToStringUtf8() is "null" or "[]")
            {
                target.Remove(key);
            }
            else
            {
                target[key] = value;
            }
        }
    }

    private void ApplyPart(HistoryEvent historyEvent)
    {
        switch (historyEvent.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes:
                var activity = new ActivityInfo(this, historyEvent);
                Activities[historyEvent.EventId] = activity;
                ActivityIds[activity.Scheduled.ActivityId] = historyEvent.EventId;
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskCancelRequestedEventAttributes:
                if (Activities.TryGetValue(historyEvent.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId, out var cancelled))
                {
                    cancelled.CancelRequestedEventId = historyEvent.EventId;
                }

                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes:
                RemoveActivity(historyEvent.ActivityTaskCompletedEventAttributes.ScheduledEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes:
                RemoveActivity(historyEvent.ActivityTaskFailedEventAttributes.ScheduledEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes:
                RemoveActivity(historyEvent.ActivityTaskTimedOutEventAttributes.ScheduledEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskCanceledEventAttributes:
                RemoveActivity(historyEvent.ActivityTaskCanceledEventAttributes.ScheduledEventId);
                break;
            default:
                ApplyChild(historyEvent);
                break;
        }
    }

    private void ApplyChild(HistoryEvent historyEvent)
    {
        switch (historyEvent.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionInitiatedEventAttributes:
                Children[historyEvent.EventId] = new(historyEvent.EventId, historyEvent.StartChildWorkflowExecutionInitiatedEventAttributes);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionStartedEventAttributes:
                var started = historyEvent.ChildWorkflowExecutionStartedEventAttributes;
                if (Children.TryGetValue(started.InitiatedEventId, out var child))
                {
                    child.RunId = started.WorkflowExecution.RunId;
                    child.StartedEventId = historyEvent.EventId;
                }

                break;
            case HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionFailedEventAttributes:
                Children.Remove(historyEvent.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes:
                Children.Remove(historyEvent.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionFailedEventAttributes:
                Children.Remove(historyEvent.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCanceledEventAttributes:
                Children.Remove(historyEvent.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTimedOutEventAttributes:
                Children.Remove(historyEvent.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTerminatedEventAttributes:
                Children.Remove(historyEvent.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId);
                break;
            default:
                ApplyClose(historyEvent);
                break;
        }
    }

    private void ApplyClose(HistoryEvent historyEvent)
    {
        var status = historyEvent.AttributesCase switch
        {
            HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes => WorkflowExecutionStatus.Completed,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes => WorkflowExecutionStatus.Failed,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes => WorkflowExecutionStatus.Canceled,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes => WorkflowExecutionStatus.Terminated,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes => WorkflowExecutionStatus.TimedOut,
            HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes => WorkflowExecutionStatus.ContinuedAsNew,
            _ => WorkflowExecutionStatus.Unspecified,
        };
        if (status != WorkflowExecutionStatus.Unspecified)
        {
            Status = status;
            CloseTicks = historyEvent.EventTime.ToTicks();
        }
    }
}
