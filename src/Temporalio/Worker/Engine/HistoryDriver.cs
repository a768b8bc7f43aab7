using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Engine;

/// <summary>
/// Feeds a run with its history. The events up to the start of each completed workflow task are one step of the code; the events right
/// after the completion must be the ones that record the commands of that step.
/// </summary>
internal sealed class HistoryDriver(WorkflowRun run, TimeSpan foreignGrace)
{
    private const string LocalActivityMarker = "core_local_activity";
    private readonly List<HistoryEvent> happened = [];
    private readonly List<IncomingUpdate> admitted = [];
    private long liveScheduledEventId;
    private bool skipsPatchList;

    public WorkflowRun Run { get; } = run;

    /// <summary>Id of the first event not yet seen.</summary>
    public long NextEventId { get; private set; } = 1;

    /// <summary>True where a task was under way elsewhere when the history was read, so that this copy cannot go on.</summary>
    public bool HasUnknownTask { get; private set; }

    /// <summary>True once a completed task of the history has said by which rules the run's commands are made.</summary>
    public bool HasFlags { get; set; }

    /// <summary>Applies the events, which must go on where the last ones ended; events already seen are passed over.</summary>
    /// <param name="events">Events in order.</param>
    /// <param name="liveTaskStartedEventId">Start of the workflow task to answer; 0 where there is none (a query, a replay).</param>
    /// <param name="updates">The updates that came with the live task.</param>
    /// <returns>The commands of the live task; null where there is none.</returns>
    public IReadOnlyList<Command>? Apply(
        IReadOnlyList<HistoryEvent> events, long liveTaskStartedEventId, IReadOnlyList<IncomingUpdate>? updates = null)
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
                    liveScheduledEventId = next.WorkflowTaskStartedEventAttributes.ScheduledEventId;
                    commands = RunTask(next, WithAdmitted(updates ?? []), replaying: false);
                    break;
                case EventType.WorkflowTaskStarted:
                    var end = FindEnd(events, i);
                    HasUnknownTask |= end is null;
                    if (end == EventType.WorkflowTaskCompleted)
                    {
                        RunTask(next, LookAhead(events, i), replaying: true);
                    }

                    break;
                case EventType.WorkflowTaskFailed
                    when next.WorkflowTaskFailedEventAttributes.Cause == WorkflowTaskFailedCause.ResetWorkflow:
                    happened.Add(next);
                    break;
                case EventType.WorkflowTaskCompleted:
                    HasFlags |= next.WorkflowTaskCompletedEventAttributes.SdkMetadata is not null;
                    break;
                case EventType.WorkflowTaskScheduled or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut:
                    break;
                case EventType.WorkflowExecutionUpdateAdmitted:
                    admitted.Add(IncomingUpdate.FromAdmission(next));
                    break;
                default:
                    if (CommandEvents.RecordsCommand(next.EventType))
                    {
                        Match(next, i + 1 < events.Count ? events[i + 1] : null);
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

    /// <summary>Called where the service dropped the live task just answered, as it does when every update of it was rejected.</summary>
    public void ForgetLiveTask() => NextEventId = liveScheduledEventId;

    /// <summary>Called at the end of a history that has no open workflow task: every command must have its event.</summary>
    public void EnsureComplete(HistoryEvent last) => Run.Commands.EnsureAllRecorded(last);

    /// <summary>
    /// How the started task ended; null where it is open, or the run ended over it. Told by the place and not by ids: a task is alone, and some
    /// services leave the ids of its start out.
    /// </summary>
    private static EventType? FindEnd(IReadOnlyList<HistoryEvent> events, int started)
    {
        for (var i = started + 1; i < events.Count; i++)
        {
            switch (events[i].EventType)
            {
                case EventType.WorkflowTaskCompleted or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut:
                    return events[i].EventType;
                case EventType.WorkflowTaskScheduled or EventType.WorkflowTaskStarted:
                    return null;
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>What the code learnt within the task though the history records it behind: the updates it accepted, the patches it took.</summary>
    private List<IncomingUpdate> LookAhead(IReadOnlyList<HistoryEvent> events, int started)
    {
        var accepted = new List<IncomingUpdate>();
        for (var i = started + 1; i < events.Count && events[i].EventType != EventType.WorkflowTaskStarted; i++)
        {
            if (events[i].EventType == EventType.WorkflowExecutionUpdateAccepted)
            {
                var acceptance = events[i].WorkflowExecutionUpdateAcceptedEventAttributes;
                accepted.Add(IncomingUpdate.FromAcceptance(acceptance, admitted.Find(one => one.InstanceId == acceptance.ProtocolInstanceId)));
            }
            else if (PatchMarker.Read(events[i]) is { } patch)
            {
                Run.ExpectPatch(patch.Id, i + 1 < events.Count && PatchMarker.IsList(events[i + 1]));
            }
        }

        return accepted;
    }

    /// <summary>
    /// The updates of a live task: those whose event brings them, as after a reset, and those that came as messages. An update of the history
    /// that its task did not accept was rejected then.
    /// </summary>
    private List<IncomingUpdate> WithAdmitted(IReadOnlyList<IncomingUpdate> updates) =>
        [.. admitted.Where(one => updates.All(other => other.InstanceId != one.InstanceId)), .. updates];

    private void Match(HistoryEvent recorded, HistoryEvent? following)
    {
        if (skipsPatchList)
        {
            skipsPatchList = false;
            return;
        }

        if (PatchMarker.Read(recorded) is { Deprecated: true } patch && !Run.Commands.ExpectsPatch(patch.Id))
        {
            // A deprecated patch may leave the code.
            skipsPatchList = following is not null && PatchMarker.IsList(following);
            return;
        }

        if (recorded.EventType == EventType.MarkerRecorded && recorded.MarkerRecordedEventAttributes.MarkerName == LocalActivityMarker)
        {
            throw new InvalidWorkflowOperationException(
                $"{Run.Name}: event {recorded.EventId} is of a local activity, which workers here do not run; run the workflow on the worker that began it");
        }

        Run.Commands.Match(recorded);
    }

    private IReadOnlyList<Command> RunTask(HistoryEvent started, IReadOnlyList<IncomingUpdate> updates, bool replaying)
    {
        Run.Commands.EnsureAllRecorded(started);
        var batch = happened.ToArray();
        happened.Clear();
        admitted.Clear();
        var commands = Run.RunTask(batch, updates, started, replaying, foreignGrace);
        if (replaying)
        {
            // The answers are in the history.
            Run.Handlers.TakeOutgoing();
        }

        return commands;
    }
}
