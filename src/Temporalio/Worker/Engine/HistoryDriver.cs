using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine;

/// <summary>
/// Feeds a run with its history. The events up to the start of each completed workflow task are one step of the code; the events right
/// after the completion must be the ones that record the commands of that step.
/// </summary>
internal sealed class HistoryDriver(WorkflowRun run, TimeSpan foreignGrace)
{
    private readonly List<HistoryEvent> happened = [];

    public WorkflowRun Run { get; } = run;

    /// <summary>Id of the first event not yet seen.</summary>
    public long NextEventId { get; private set; } = 1;

    /// <summary>True where a task was under way elsewhere when the history was read, so that this copy cannot go on.</summary>
    public bool HasUnknownTask { get; private set; }

    /// <summary>Applies the events, which must go on where the last ones ended; events already seen are passed over.</summary>
    /// <param name="events">Events in order.</param>
    /// <param name="liveTaskStartedEventId">Start of the workflow task to answer; 0 where there is none (a query, a replay).</param>
    /// <returns>The commands of the live task; null where there is none.</returns>
    public IReadOnlyList<Command>? Apply(IReadOnlyList<HistoryEvent> events, long liveTaskStartedEventId)
    {
        IReadOnlyList<Command>? commands = null;
        for (var i = 0; i < events.Count; i++)
        {
            var next = events[i];
            if (next.EventId < NextEventId)
            {
                continue;
            }

            NextEventId = next.EventId + 1;
            switch (next.EventType)
            {
                case EventType.WorkflowTaskStarted when next.EventId == liveTaskStartedEventId:
                    commands = RunTask(next, replaying: false);
                    break;
                case EventType.WorkflowTaskStarted:
                    var end = FindEnd(events, i);
                    HasUnknownTask |= end is null;
                    if (end == EventType.WorkflowTaskCompleted)
                    {
                        RunTask(next, replaying: true);
                    }

                    break;
                case EventType.WorkflowTaskScheduled or EventType.WorkflowTaskCompleted
                    or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut:
                    break;
                default:
                    if (CommandEvents.RecordsCommand(next.EventType))
                    {
                        Run.Commands.Match(next);
                    }
                    else
                    {
                        happened.Add(next);
                    }

                    break;
            }
        }

        return commands;
    }

    /// <summary>Called at the end of a history that has no open workflow task: every command must have its event.</summary>
    public void EnsureComplete(HistoryEvent last) => Run.Commands.EnsureAllRecorded(last);

    private static EventType? FindEnd(IReadOnlyList<HistoryEvent> events, int started)
    {
        var id = events[started].EventId;
        for (var i = started + 1; i < events.Count; i++)
        {
            var candidate = events[i];
            var ends = candidate.EventType switch
            {
                EventType.WorkflowTaskCompleted => candidate.WorkflowTaskCompletedEventAttributes.StartedEventId == id,
                EventType.WorkflowTaskFailed => candidate.WorkflowTaskFailedEventAttributes.StartedEventId == id,
                EventType.WorkflowTaskTimedOut => candidate.WorkflowTaskTimedOutEventAttributes.StartedEventId == id,
                _ => false,
            };
            if (ends)
            {
                return candidate.EventType;
            }
        }

        return null;
    }

    private IReadOnlyList<Command> RunTask(HistoryEvent started, bool replaying)
    {
        Run.Commands.EnsureAllRecorded(started);
        var batch = happened.ToArray();
        happened.Clear();
        return Run.RunTask(batch, started.EventTime.ToDateTime(), replaying, foreignGrace);
    }
}
