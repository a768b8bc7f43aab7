using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Assay.Tests.Unit.TemporalioSdk;

/// <summary>Writes histories as the service would; each step of the workflow begins one second after the last.</summary>
internal sealed class HistoryBuilder
{
    private static readonly DateTime Start = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);
    private readonly List<HistoryEvent> events = [];
    private long startedEventId;
    private int tasks;

    public IReadOnlyList<HistoryEvent> Events => events;

    public WorkflowHistory History => new("workflow-1", events);

    public long LastEventId => events.Count;

    public HistoryBuilder Started(string type, params object?[] args)
    {
        var input = new Payloads { Payloads_ = { args.Select(DataConverter.Default.PayloadConverter.ToPayload) } };
        return Add(EventType.WorkflowExecutionStarted, e => e.WorkflowExecutionStartedEventAttributes = new()
        {
            WorkflowType = new() { Name = type },
            TaskQueue = new() { Name = "queue" },
            Input = input,
            OriginalExecutionRunId = "run-1",
            FirstExecutionRunId = "run-1",
            Attempt = 1,
        });
    }

    public HistoryBuilder TaskStarted()
    {
        tasks++;
        Add(EventType.WorkflowTaskScheduled, e => e.WorkflowTaskScheduledEventAttributes = new());
        Add(EventType.WorkflowTaskStarted, e => e.WorkflowTaskStartedEventAttributes = new() { ScheduledEventId = LastEventId - 1 });
        startedEventId = LastEventId;
        return this;
    }

    public HistoryBuilder TaskCompleted() => Add(EventType.WorkflowTaskCompleted, e =>
        e.WorkflowTaskCompletedEventAttributes = new() { ScheduledEventId = startedEventId - 1, StartedEventId = startedEventId });

    public HistoryBuilder TaskFailed() => Add(EventType.WorkflowTaskFailed, e =>
        e.WorkflowTaskFailedEventAttributes = new() { ScheduledEventId = startedEventId - 1, StartedEventId = startedEventId });

    /// <summary>A task that nobody took in time, as on the queue of a worker that died: it has no start.</summary>
    public HistoryBuilder TaskNeverStarted()
    {
        Add(EventType.WorkflowTaskScheduled, e => e.WorkflowTaskScheduledEventAttributes = new());
        return Add(EventType.WorkflowTaskTimedOut, e => e.WorkflowTaskTimedOutEventAttributes = new()
        {
            ScheduledEventId = LastEventId - 1,
            TimeoutType = TimeoutType.ScheduleToStart,
        });
    }

    public HistoryBuilder TaskTimedOut() => Add(EventType.WorkflowTaskTimedOut, e => e.WorkflowTaskTimedOutEventAttributes = new()
    {
        ScheduledEventId = startedEventId - 1,
        StartedEventId = startedEventId,
        TimeoutType = TimeoutType.StartToClose,
    });

    /// <summary>The end of the task at which a new run took over the history.</summary>
    public HistoryBuilder Reset(string newRunId) => Add(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes = new()
    {
        ScheduledEventId = startedEventId - 1,
        StartedEventId = startedEventId,
        Cause = WorkflowTaskFailedCause.ResetWorkflow,
        BaseRunId = "run-1",
        NewRunId = newRunId,
    });

    /// <summary>A completion as the in-memory test server of Temporal's Java SDK writes it, which does not say whose.</summary>
    public HistoryBuilder TaskCompletedWithoutStart() => Add(EventType.WorkflowTaskCompleted, e =>
        e.WorkflowTaskCompletedEventAttributes = new() { ScheduledEventId = startedEventId - 1 });

    /// <summary>A whole workflow task.</summary>
    public HistoryBuilder Task() => TaskStarted().TaskCompleted();

    public HistoryBuilder ActivityScheduled(string type, string id) => Add(EventType.ActivityTaskScheduled, e =>
        e.ActivityTaskScheduledEventAttributes = new() { ActivityType = new() { Name = type }, ActivityId = id });

    public HistoryBuilder ActivityCompleted(long scheduledEventId, object? result) => Add(EventType.ActivityTaskCompleted, e =>
        e.ActivityTaskCompletedEventAttributes = new() { ScheduledEventId = scheduledEventId, Result = ToPayloads(result) });

    public HistoryBuilder ActivityFailed(long scheduledEventId, Failure failure) => Add(EventType.ActivityTaskFailed, e =>
        e.ActivityTaskFailedEventAttributes = new() { ScheduledEventId = scheduledEventId, Failure = failure, RetryState = RetryState.MaximumAttemptsReached });

    public HistoryBuilder TimerStarted(string id) => Add(EventType.TimerStarted, e =>
        e.TimerStartedEventAttributes = new() { TimerId = id });

    public HistoryBuilder TimerFired(string id) => Add(EventType.TimerFired, e => e.TimerFiredEventAttributes = new() { TimerId = id });

    public HistoryBuilder TimerCanceled(string id) => Add(EventType.TimerCanceled, e => e.TimerCanceledEventAttributes = new() { TimerId = id });

    public HistoryBuilder Signaled(string name, params object?[] args) => Add(EventType.WorkflowExecutionSignaled, e =>
        e.WorkflowExecutionSignaledEventAttributes = new()
        {
            SignalName = name,
            Input = new() { Payloads_ = { args.Select(DataConverter.Default.PayloadConverter.ToPayload) } },
        });

    public HistoryBuilder CancelRequested() => Add(EventType.WorkflowExecutionCancelRequested, e =>
        e.WorkflowExecutionCancelRequestedEventAttributes = new());

    public HistoryBuilder ChildInitiated(string type, string id) => Add(EventType.StartChildWorkflowExecutionInitiated, e =>
        e.StartChildWorkflowExecutionInitiatedEventAttributes = new() { WorkflowType = new() { Name = type }, WorkflowId = id });

    public HistoryBuilder ChildStarted(long initiatedEventId, string runId) => Add(EventType.ChildWorkflowExecutionStarted, e =>
        e.ChildWorkflowExecutionStartedEventAttributes = new() { InitiatedEventId = initiatedEventId, WorkflowExecution = new() { RunId = runId } });

    public HistoryBuilder ChildFailed(long initiatedEventId, Failure failure) => Add(EventType.ChildWorkflowExecutionFailed, e =>
        e.ChildWorkflowExecutionFailedEventAttributes = new() { InitiatedEventId = initiatedEventId, Failure = failure });

    public HistoryBuilder Completed(object? result) => Add(EventType.WorkflowExecutionCompleted, e =>
        e.WorkflowExecutionCompletedEventAttributes = new() { Result = ToPayloads(result) });

    public HistoryBuilder Terminated() => Add(EventType.WorkflowExecutionTerminated, e => e.WorkflowExecutionTerminatedEventAttributes = new());

    /// <summary>An update that an event brings, as a reset applies it again.</summary>
    public HistoryBuilder UpdateAdmitted(string id, string name, params object?[] args) => Add(EventType.WorkflowExecutionUpdateAdmitted, e =>
        e.WorkflowExecutionUpdateAdmittedEventAttributes = new() { Request = Request(id, name, args), Origin = UpdateAdmittedEventOrigin.Reapply });

    /// <summary>The acceptance of an update that an event brought: it does not repeat the request.</summary>
    public HistoryBuilder AdmittedUpdateAccepted(string id) => Add(EventType.WorkflowExecutionUpdateAccepted, e =>
        e.WorkflowExecutionUpdateAcceptedEventAttributes = new() { ProtocolInstanceId = id, AcceptedRequestMessageId = $"{id}/request" });

    public HistoryBuilder UpdateAccepted(string id, string name, params object?[] args) => Add(EventType.WorkflowExecutionUpdateAccepted, e =>
        e.WorkflowExecutionUpdateAcceptedEventAttributes = new()
        {
            ProtocolInstanceId = id,
            AcceptedRequestMessageId = $"{id}/request",
            AcceptedRequestSequencingEventId = 2,
            AcceptedRequest = Request(id, name, args),
        });

    public HistoryBuilder UpdateCompleted(string id) => Add(EventType.WorkflowExecutionUpdateCompleted, e =>
        e.WorkflowExecutionUpdateCompletedEventAttributes = new() { Meta = new() { UpdateId = id }, Outcome = new() { Success = new() } });

    /// <summary>The marker of a patch, and the list of patches behind it.</summary>
    public HistoryBuilder Patched(string id, bool deprecated = false, bool listed = true)
    {
        Add(EventType.MarkerRecorded, e => e.MarkerRecordedEventAttributes = new()
        {
            MarkerName = "core_patch",
            Details = { ["patch-data"] = ToPayloads(new Dictionary<string, object> { ["id"] = id, ["deprecated"] = deprecated }) },
        });
        return !listed
            ? this
            : Add(EventType.UpsertWorkflowSearchAttributes, e => e.UpsertWorkflowSearchAttributesEventAttributes = new()
            {
                SearchAttributes = new() { IndexedFields = { ["TemporalChangeVersion"] = DataConverter.Default.PayloadConverter.ToPayload(new[] { id }) } },
            });
    }

    public HistoryBuilder MarkerRecorded(string name) => Add(EventType.MarkerRecorded, e => e.MarkerRecordedEventAttributes = new() { MarkerName = name });

    internal static Request Request(string id, string name, params object?[] args) => new()
    {
        Meta = new() { UpdateId = id },
        Input = new() { Name = name, Args = new() { Payloads_ = { args.Select(DataConverter.Default.PayloadConverter.ToPayload) } } },
    };

    private static Payloads ToPayloads(object? value) => new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(value) } };

    /// <summary>Sets the service's clock back for what follows.</summary>
    public HistoryBuilder ClockSetBack()
    {
        tasks -= 100;
        return this;
    }

    private HistoryBuilder Add(EventType type, Action<HistoryEvent> fill)
    {
        var added = new HistoryEvent { EventId = events.Count + 1, EventType = type, EventTime = Timestamp.FromDateTime(Start.AddSeconds(tasks)) };
        events.Add(added);
        fill(added);
        return this;
    }
}
