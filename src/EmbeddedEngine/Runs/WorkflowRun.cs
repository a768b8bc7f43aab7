using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>
/// One open run: its events and the state that follows from them. <see cref="Apply"/> is the only way from an event to state, while the run
/// lives and when it is rebuilt from the file.
/// </summary>
internal sealed partial class WorkflowRun(long runKey, string workflowId, string runId)
{
    private readonly StartLinks links = new();

    public long RunKey => runKey;

    public string WorkflowId => workflowId;

    public string RunId => runId;

    public RunRecord Record { get; init; } = new() { Task = new() };

    public WorkflowTaskRecord Task => Record.Task;

    public List<HistoryEvent> Events { get; } = [];

    /// <summary>Events that came while a workflow task was with a worker; they get their ids when that task ends.</summary>
    public List<HistoryEvent> Buffered { get; } = [];

    public Dictionary<long, ActivityInfo> Activities { get; } = [];

    public Dictionary<string, long> ActivityIds { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, TimerInfo> Timers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<long, ChildInfo> Children { get; } = [];

    /// <summary>Updates by their id, in the order in which they were asked for.</summary>
    public OrderedDictionary<string, UpdateInfo> Updates { get; } = new(StringComparer.Ordinal);

    public HashSet<string> SignalRequestIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of the runs that this one went on from of late; null until a signal asks for them.</summary>
    public IReadOnlySet<string>? FormerSignalRequestIds { get; set; }

    public Memo? Memo { get; private set; }

    public SearchAttributes? SearchAttributes { get; private set; }

    public WorkflowExecutionStatus Status { get; private set; } = WorkflowExecutionStatus.Running;

    public bool IsOpen => Status == WorkflowExecutionStatus.Running;

    /// <summary>When the run began; after a reset that is not the time of its first event.</summary>
    public long StartTicks => Record.BeganTicks > 0 ? Record.BeganTicks : Events[0].EventTime.ToTicks();

    public long CloseTicks { get; private set; }

    public bool CancelRequested { get; private set; }

    /// <summary>WorkflowTaskStarted event of the last completed task; 0 before there is one.</summary>
    public long PreviousStartedEventId { get; private set; }

    public long HistorySizeBytes { get; private set; }

    public long NextEventId => Events.Count + 1;

    public WorkflowExecutionStartedEventAttributes Started => Events[0].WorkflowExecutionStartedEventAttributes;

    public WorkflowExecution Execution => new() { WorkflowId = workflowId, RunId = runId };

    public bool IsTaskStarted => Task.Phase == WorkflowTaskRecord.Types.Phase.Started;

    public bool IsTaskPending => Task.Phase != WorkflowTaskRecord.Types.Phase.None;

    /// <summary>True where the events of the pending task are made up for the worker and not yet part of the history.</summary>
    public bool IsTaskVirtual => Task.Attempt > 1 || Task.Speculative;

    public bool HasUndeliveredUpdates => Updates.Values.Any(u => u.Phase == UpdatePhase.Admitted);

    /// <summary>Counts scheduled workflow tasks, so that a queue's entry for an earlier one is known to be stale.</summary>
    public long TaskStamp { get; set; }

    public TimerEntry? TaskWake { get; set; }

    public TimerEntry? RunWake { get; set; }

    public List<PendingQuery> Queries { get; } = [];

    public List<HistoryWaiter> Waiters { get; } = [];

    // What the store has written, and what it has yet to write.
    public bool IsChanged { get; set; }

    public SearchAttributes? IndexedAttributes { get; set; }

    public int StoredEvents { get; set; }

    public int StoredBuffered { get; set; }

    public bool BufferRewritten { get; set; }

    public HashSet<long> ChangedActivities { get; } = [];

    /// <summary>Appends an event to the history and draws the consequences.</summary>
    public HistoryEvent Add(HistoryEvent historyEvent)
    {
        Append(historyEvent);
        Apply(historyEvent);
        return historyEvent;
    }

    /// <summary>For events from outside: appended, or buffered while a workflow task is with a worker.</summary>
    public void AddOrBuffer(HistoryEvent historyEvent)
    {
        if (IsTaskStarted)
        {
            Buffered.Add(historyEvent);
            Apply(historyEvent);
        }
        else
        {
            Add(historyEvent);
        }
    }

    /// <summary>
    /// Moves the buffered events into the history; true where there were any. Ends of activities and children go last, so that each stands
    /// behind the event of its start.
    /// </summary>
    public bool FlushBuffered()
    {
        if (Buffered.Count == 0)
        {
            return false;
        }

        HistoryEvent[] ordered = [.. Buffered.Where(e => !IsEndOfPart(e)), .. Buffered.Where(IsEndOfPart)];
        Buffered.Clear();
        BufferRewritten = true;
        foreach (var historyEvent in ordered)
        {
            Append(historyEvent);
            if (historyEvent.ChildWorkflowExecutionStartedEventAttributes is { } child
                && Children.TryGetValue(child.InitiatedEventId, out var info))
            {
                info.StartedEventId = historyEvent.EventId;
            }
        }

        return true;
    }

    /// <summary>Takes one event out of the buffer again; false where it is not there.</summary>
    public bool RemoveBuffered(Predicate<HistoryEvent> match)
    {
        if (Buffered.RemoveAll(match) == 0)
        {
            return false;
        }

        BufferRewritten = true;
        return true;
    }

    /// <summary>Puts stored state back, without marking anything as changed.</summary>
    public void Restore(StoredRun stored)
    {
        foreach (var historyEvent in stored.Events)
        {
            Events.Add(historyEvent);
            HistorySizeBytes += historyEvent.CalculateSize();
            Apply(historyEvent);
        }

        foreach (var historyEvent in stored.Buffered)
        {
            Buffered.Add(historyEvent);
            Apply(historyEvent);
        }

        foreach (var (scheduledEventId, record) in stored.Activities)
        {
            if (Activities.TryGetValue(scheduledEventId, out var activity))
            {
                activity.Record = record;
                activity.HasRow = true;
            }
        }

        ChangedActivities.Clear();
        IndexedAttributes = SearchAttributes;
        StoredEvents = Events.Count;
        StoredBuffered = Buffered.Count;
    }

    public WorkflowExecutionInfo Summary()
    {
        var started = Started;
        var info = new WorkflowExecutionInfo
        {
            Execution = Execution,
            Type = started.WorkflowType,
            StartTime = StartTicks.ToTimestamp(),
            ExecutionTime = (StartTicks + started.FirstWorkflowTaskBackoff.ToTicks()).ToTimestamp(),
            Status = Status,
            HistoryLength = Events.Count,
            HistorySizeBytes = HistorySizeBytes,
            ParentExecution = started.ParentWorkflowExecution,
            RootExecution = started.RootWorkflowExecution,
            FirstRunId = started.FirstExecutionRunId,
            Memo = Memo,
            SearchAttributes = SearchAttributes,
            TaskQueue = started.TaskQueue.Name,
        };
        if (!IsOpen)
        {
            info.CloseTime = CloseTicks.ToTimestamp();
            info.ExecutionDuration = (CloseTicks - StartTicks).ToDuration();
        }

        return info;
    }

    private static bool IsEndOfPart(HistoryEvent historyEvent) => historyEvent.EventType is
        EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed or EventType.ActivityTaskTimedOut or EventType.ActivityTaskCanceled
        or EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed or EventType.ChildWorkflowExecutionCanceled
        or EventType.ChildWorkflowExecutionTimedOut or EventType.ChildWorkflowExecutionTerminated;

    private void Append(HistoryEvent historyEvent)
    {
        historyEvent.EventId = NextEventId;
        links.Connect(historyEvent);
        Events.Add(historyEvent);
        HistorySizeBytes += historyEvent.CalculateSize();
    }

    private void RemoveActivity(long scheduledEventId)
    {
        if (Activities.Remove(scheduledEventId, out var activity))
        {
            ActivityIds.Remove(activity.Scheduled.ActivityId);
            activity.Wake?.Cancel();
            ChangedActivities.Remove(scheduledEventId);
            if (activity.HasRow)
            {
                ChangedActivities.Add(scheduledEventId);
            }
        }
    }
}
