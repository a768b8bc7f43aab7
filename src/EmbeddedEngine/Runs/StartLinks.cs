using Temporalio.Api.History.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>Ties the ends of activities and children to the events of their starts.</summary>
internal sealed class StartLinks
{
    private readonly Dictionary<long, long> startedEventIds = [];

    /// <summary>An end names the event of its start, whose id may be known only now.</summary>
    public void Connect(HistoryEvent historyEvent)
    {
        switch (historyEvent.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.ActivityTaskStartedEventAttributes:
                startedEventIds[historyEvent.ActivityTaskStartedEventAttributes.ScheduledEventId] = historyEvent.EventId;
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes:
                var completed = historyEvent.ActivityTaskCompletedEventAttributes;
                completed.StartedEventId = Take(completed.ScheduledEventId, completed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes:
                var failed = historyEvent.ActivityTaskFailedEventAttributes;
                failed.StartedEventId = Take(failed.ScheduledEventId, failed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes:
                var timedOut = historyEvent.ActivityTaskTimedOutEventAttributes;
                timedOut.StartedEventId = Take(timedOut.ScheduledEventId, timedOut.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ActivityTaskCanceledEventAttributes:
                var canceled = historyEvent.ActivityTaskCanceledEventAttributes;
                canceled.StartedEventId = Take(canceled.ScheduledEventId, canceled.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionStartedEventAttributes:
                startedEventIds[historyEvent.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId] = historyEvent.EventId;
                break;
            default:
                ConnectChildEnd(historyEvent);
                break;
        }
    }

    private void ConnectChildEnd(HistoryEvent historyEvent)
    {
        switch (historyEvent.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes:
                var completed = historyEvent.ChildWorkflowExecutionCompletedEventAttributes;
                completed.StartedEventId = Take(completed.InitiatedEventId, completed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionFailedEventAttributes:
                var failed = historyEvent.ChildWorkflowExecutionFailedEventAttributes;
                failed.StartedEventId = Take(failed.InitiatedEventId, failed.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCanceledEventAttributes:
                var canceled = historyEvent.ChildWorkflowExecutionCanceledEventAttributes;
                canceled.StartedEventId = Take(canceled.InitiatedEventId, canceled.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTimedOutEventAttributes:
                var timedOut = historyEvent.ChildWorkflowExecutionTimedOutEventAttributes;
                timedOut.StartedEventId = Take(timedOut.InitiatedEventId, timedOut.StartedEventId);
                break;
            case HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionTerminatedEventAttributes:
                var terminated = historyEvent.ChildWorkflowExecutionTerminatedEventAttributes;
                terminated.StartedEventId = Take(terminated.InitiatedEventId, terminated.StartedEventId);
                break;
            default:
                break;
        }
    }

    private long Take(long key, long known) => startedEventIds.Remove(key, out var started) && known == 0 ? started : known;
}
