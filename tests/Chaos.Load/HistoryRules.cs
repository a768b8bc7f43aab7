using System.Globalization;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Mention = (string Field, Temporalio.Api.Enums.V1.EventType Target);

namespace Assay.Tests.Chaos.Load;

/// <summary>What holds of every history, whatever its workflow does.</summary>
internal static class HistoryRules
{
    private const string CompletedTask = "workflow_task_completed_event_id";

    private static readonly EventType[] Closing =
    [
        EventType.WorkflowExecutionCompleted, EventType.WorkflowExecutionFailed, EventType.WorkflowExecutionCanceled,
        EventType.WorkflowExecutionTerminated, EventType.WorkflowExecutionTimedOut, EventType.WorkflowExecutionContinuedAsNew,
    ];

    private static readonly Mention Task = ("scheduled_event_id", EventType.WorkflowTaskScheduled);
    private static readonly Mention TaskStart = ("started_event_id", EventType.WorkflowTaskStarted);
    private static readonly Mention Activity = ("scheduled_event_id", EventType.ActivityTaskScheduled);
    private static readonly Mention ActivityStart = ("started_event_id", EventType.ActivityTaskStarted);
    private static readonly Mention Timer = ("started_event_id", EventType.TimerStarted);
    private static readonly Mention Child = ("initiated_event_id", EventType.StartChildWorkflowExecutionInitiated);
    private static readonly Mention ChildStart = ("started_event_id", EventType.ChildWorkflowExecutionStarted);
    private static readonly Mention Signal = ("initiated_event_id", EventType.SignalExternalWorkflowExecutionInitiated);
    private static readonly Mention Cancel = ("initiated_event_id", EventType.RequestCancelExternalWorkflowExecutionInitiated);

    /// <summary>
    /// Which step of what each kind of event is, and the earlier events it names. Each step is taken once; a start that a time-out or a
    /// cancellation names may be missing.
    /// </summary>
    private static readonly Dictionary<EventType, (string Step, Mention[] Names)> Steps = new()
    {
        [EventType.WorkflowTaskStarted] = ("task start", [Task]),
        [EventType.WorkflowTaskCompleted] = ("task end", [Task, TaskStart]),
        [EventType.WorkflowTaskFailed] = ("task end", [Task, TaskStart]),
        [EventType.WorkflowTaskTimedOut] = ("task end", [Task, TaskStart]),
        [EventType.ActivityTaskStarted] = ("activity start", [Activity]),
        [EventType.ActivityTaskCompleted] = ("activity end", [Activity, ActivityStart]),
        [EventType.ActivityTaskFailed] = ("activity end", [Activity, ActivityStart]),
        [EventType.ActivityTaskTimedOut] = ("activity end", [Activity, ActivityStart]),
        [EventType.ActivityTaskCanceled] = ("activity end", [Activity, ActivityStart]),
        [EventType.ActivityTaskCancelRequested] = ("activity cancellation", [Activity]),
        [EventType.TimerFired] = ("timer end", [Timer]),
        [EventType.TimerCanceled] = ("timer end", [Timer]),
        [EventType.ChildWorkflowExecutionStarted] = ("child start", [Child]),
        [EventType.StartChildWorkflowExecutionFailed] = ("child start", [Child]),
        [EventType.ChildWorkflowExecutionCompleted] = ("child end", [Child, ChildStart]),
        [EventType.ChildWorkflowExecutionFailed] = ("child end", [Child, ChildStart]),
        [EventType.ChildWorkflowExecutionCanceled] = ("child end", [Child, ChildStart]),
        [EventType.ChildWorkflowExecutionTimedOut] = ("child end", [Child, ChildStart]),
        [EventType.ChildWorkflowExecutionTerminated] = ("child end", [Child, ChildStart]),
        [EventType.ExternalWorkflowExecutionSignaled] = ("signal end", [Signal]),
        [EventType.SignalExternalWorkflowExecutionFailed] = ("signal end", [Signal]),
        [EventType.ExternalWorkflowExecutionCancelRequested] = ("cancel end", [Cancel]),
        [EventType.RequestCancelExternalWorkflowExecutionFailed] = ("cancel end", [Cancel]),
        [EventType.WorkflowExecutionUpdateCompleted] = ("update end", [("accepted_event_id", EventType.WorkflowExecutionUpdateAccepted)]),
    };

    private static readonly EventType[] MayLackStart =
    [
        EventType.WorkflowTaskTimedOut, EventType.WorkflowTaskFailed, EventType.ActivityTaskTimedOut, EventType.ActivityTaskCanceled,
    ];

    /// <summary>What is wrong; empty where all is well.</summary>
    public static IEnumerable<string> Faults(Run run)
    {
        var events = run.Events;
        if (events.Count == 0 || events[0].EventType != EventType.WorkflowExecutionStarted)
        {
            yield return "does not begin with its start";
            yield break;
        }

        var taken = new HashSet<(string, long)>();
        long openTask = 0;
        for (var i = 0; i < events.Count; i++)
        {
            var (one, isLast) = (events[i], run.IsClosed && i == events.Count - 1);
            if (one.EventId != i + 1)
            {
                yield return Say(one, $"is at place {i + 1}");
            }

            if (Closing.Contains(one.EventType) != isLast)
            {
                yield return Say(one, isLast ? "is the last one and no end" : "ends the run before its last event");
            }

            foreach (var fault in StepFaults(events, one, taken))
            {
                yield return Say(one, fault);
            }

            switch (one.EventType)
            {
                case EventType.WorkflowTaskScheduled when openTask != 0:
                    yield return Say(one, $"while task {openTask} is open");
                    break;
                case EventType.WorkflowTaskScheduled:
                    openTask = one.EventId;
                    break;
                case EventType.WorkflowTaskCompleted or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut:
                    openTask = 0;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The number that a field of the event's attributes holds; null where there is no such field.</summary>
    private static long? Field(HistoryEvent one, string name)
    {
        var attributes = (IMessage)HistoryEvent.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(one).Accessor.GetValue(one);
        return attributes.Descriptor.FindFieldByName(name)?.Accessor.GetValue(attributes) as long?;
    }

    private static IEnumerable<string> StepFaults(IReadOnlyList<HistoryEvent> events, HistoryEvent one, HashSet<(string, long)> taken)
    {
        if (Field(one, CompletedTask) is { } task and not 0 && !Is(events, one, task, EventType.WorkflowTaskCompleted))
        {
            yield return $"comes of event {task}, which is no completed task";
        }

        if (!Steps.TryGetValue(one.EventType, out var step))
        {
            yield break;
        }

        foreach (var (field, target) in step.Names)
        {
            var id = Field(one, field) ?? 0;
            if (!(id == 0 && field == TaskStart.Field && MayLackStart.Contains(one.EventType)) && !Is(events, one, id, target))
            {
                yield return $"names event {id}, which is no earlier {target}";
            }
        }

        if (!taken.Add((step.Step, Field(one, step.Names[0].Field) ?? 0)))
        {
            yield return $"is the second {step.Step}";
        }
    }

    private static bool Is(IReadOnlyList<HistoryEvent> events, HistoryEvent one, long id, EventType type) =>
        id >= 1 && id < one.EventId && events[(int)id - 1].EventType == type;

    private static string Say(HistoryEvent one, string fault) =>
        string.Create(CultureInfo.InvariantCulture, $"event {one.EventId} {one.EventType} {fault}");
}
