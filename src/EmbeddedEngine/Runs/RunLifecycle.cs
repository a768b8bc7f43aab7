using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Scheduling;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Case = Temporalio.Api.Command.V1.Command.AttributesOneofCase;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>Start, signal, cancellation, timers and every way in which a run ends or goes on as a new one.</summary>
internal sealed partial class RunLifecycle(ServiceCore core)
{
    private static readonly TimeSpan DefaultTaskTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TaskTimeoutLimit = TimeSpan.FromSeconds(120);

    // Clients give up before: ten attempts within half a minute.
    private static readonly TimeSpan SignalRetryTime = TimeSpan.FromMinutes(1);

    /// <summary>Makes a run and its first event. The attributes hold what was asked for; what follows from it is filled in here.</summary>
    public WorkflowRun Create(
        string workflowId, string requestId, WorkflowExecutionStartedEventAttributes started, UserMetadata? metadata, RunOrigin origin)
    {
        var run = new WorkflowRun(core.NextRunKey(), workflowId, origin.RunId);
        run.Record.RequestId = requestId;
        started.WorkflowId = workflowId;
        started.OriginalExecutionRunId = origin.RunId;
        started.FirstExecutionRunId = origin.FirstRunId.Length > 0 ? origin.FirstRunId : origin.RunId;
        started.RootWorkflowExecution ??= run.Execution;
        started.Attempt = Math.Max(1, started.Attempt);
        FillTimeouts(started);
        if (started.CronSchedule.Length > 0 && started.Initiator == ContinueAsNewInitiator.Unspecified && started.FirstWorkflowTaskBackoff.ToTicks() == 0)
        {
            started.FirstWorkflowTaskBackoff = CronTimes.Delay(started.CronSchedule, core.NowTicks, core.NowTicks).ToDuration();
        }

        if (started.WorkflowExecutionExpirationTime is null && started.WorkflowExecutionTimeout.ToTicks() is > 0 and var whole)
        {
            started.WorkflowExecutionExpirationTime = (core.NowTicks + started.FirstWorkflowTaskBackoff.ToTicks() + whole).ToTimestamp();
        }

        var historyEvent = core.NewEvent(EventType.WorkflowExecutionStarted, e => e.WorkflowExecutionStartedEventAttributes = started);
        historyEvent.UserMetadata = metadata;
        run.Add(historyEvent);
        run.Record.BackoffPending = started.FirstWorkflowTaskBackoff.ToTicks() > 0;
        core.Register(run);
        core.Touch(run);
        Resume(run);
        return run;
    }

    public WorkflowRun StartChild(
        WorkflowRun parent, long initiatedId, StartChildWorkflowExecutionInitiatedEventAttributes initiated, UserMetadata? metadata)
    {
        IdPolicy.Admit(core, initiated.WorkflowId, initiated.WorkflowIdReusePolicy);
        var started = new WorkflowExecutionStartedEventAttributes
        {
            WorkflowType = initiated.WorkflowType,
            ParentWorkflowNamespace = core.Options.Namespace,
            ParentWorkflowExecution = parent.Execution,
            ParentInitiatedEventId = initiatedId,
            RootWorkflowExecution = parent.Started.RootWorkflowExecution,
            TaskQueue = new() { Name = initiated.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            Input = initiated.Input,
            WorkflowExecutionTimeout = initiated.WorkflowExecutionTimeout,
            WorkflowRunTimeout = initiated.WorkflowRunTimeout,
            WorkflowTaskTimeout = initiated.WorkflowTaskTimeout,
            RetryPolicy = initiated.RetryPolicy is null ? null : RetryDecision.WithDefaults(initiated.RetryPolicy),
            CronSchedule = initiated.CronSchedule,
            Header = initiated.Header,
            Memo = initiated.Memo,
            SearchAttributes = core.SearchAttributes.WithTypes(initiated.SearchAttributes),
        };
        return Create(initiated.WorkflowId, Guid.NewGuid().ToString(), started, metadata, new(Guid.NewGuid().ToString(), ""));
    }

    /// <summary>Sets the wake-ups of a new or restored run.</summary>
    public void Resume(WorkflowRun run)
    {
        if (run.Record.BackoffPending)
        {
            core.Timers.Add(run.StartTicks + run.Started.FirstWorkflowTaskBackoff.ToTicks(), () => EndBackoff(run));
        }

        foreach (var (timerId, timer) in run.Timers)
        {
            ArmTimer(run, timerId, timer);
        }

        var expiry = RunExpiryTicks(run);
        if (expiry < long.MaxValue)
        {
            run.RunWake = core.Timers.Add(expiry, () => TimeOut(run));
        }
    }

    public void ArmTimer(WorkflowRun run, string timerId, TimerInfo timer) => timer.Wake = core.Timers.Add(timer.FireTicks, () =>
    {
        if (run.IsOpen && run.Timers.TryGetValue(timerId, out var present) && present == timer)
        {
            core.Raise(run, core.NewEvent(EventType.TimerFired, e => e.TimerFiredEventAttributes = new()
            {
                TimerId = timerId,
                StartedEventId = timer.StartedEventId,
            }));
        }
    });

    public void Signal(WorkflowRun run, WorkflowExecutionSignaledEventAttributes signal)
    {
        if (signal.RequestId.Length > 0
            && (run.SignalRequestIds.Contains(signal.RequestId) || FormerSignals(run).Contains(signal.RequestId)))
        {
            return;
        }

        if (run.Record.BackoffPending && run.Started.Initiator == ContinueAsNewInitiator.Unspecified && run.Started.CronSchedule.Length == 0)
        {
            // A signal wakes a workflow whose start was merely put off.
            run.Record.BackoffPending = false;
        }

        core.Raise(run, core.NewEvent(EventType.WorkflowExecutionSignaled, e => e.WorkflowExecutionSignaledEventAttributes = signal));
    }

    /// <summary>
    /// True where this run, closed of late, or one of those it went on from took the signal: its answer was lost, and it is not taken once
    /// more.
    /// </summary>
    public bool HasTakenSignal(string workflowId, string runId, string requestId) =>
        requestId.Length > 0 && LateSignals(workflowId, runId).Contains(requestId);

    private IReadOnlySet<string> FormerSignals(WorkflowRun run) =>
        run.FormerSignalRequestIds ??= LateSignals(run.WorkflowId, run.Started.ContinuedExecutionRunId);

    /// <summary>The signals that a closed run and those before it took within the time in which a client tries again.</summary>
    private HashSet<string> LateSignals(string workflowId, string runId)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (runId.Length > 0 && core.FindTarget(workflowId, runId) is { Info.CloseTime: { } closed } target
            && closed.ToTicks() > core.NowTicks - SignalRetryTime.Ticks)
        {
            var events = core.Store.Events(target.RunKey, 1, int.MaxValue);
            ids.UnionWith(events.Where(e => e.EventType == EventType.WorkflowExecutionSignaled)
                .Select(e => e.WorkflowExecutionSignaledEventAttributes.RequestId));
            runId = events[0].WorkflowExecutionStartedEventAttributes.ContinuedExecutionRunId;
        }

        return ids;
    }

    /// <summary>Asks the workflow to cancel; asking again changes nothing.</summary>
    public void RequestCancel(WorkflowRun run, WorkflowExecutionCancelRequestedEventAttributes request)
    {
        if (!run.CancelRequested)
        {
            core.Raise(run, core.NewEvent(
                EventType.WorkflowExecutionCancelRequested, e => e.WorkflowExecutionCancelRequestedEventAttributes = request));
        }
    }

    /// <summary>Ends the run from outside; where it was reset, the run that goes on in its place is given.</summary>
    public void Terminate(WorkflowRun run, string reason, Payloads? details, string identity, WorkflowRun? resetTo = null)
    {
        core.WorkflowTasks.Abandon(run);
        Close(
            run,
            core.NewEvent(EventType.WorkflowExecutionTerminated, e => e.WorkflowExecutionTerminatedEventAttributes = new()
            {
                Reason = reason,
                Details = details,
                Identity = identity,
            }),
            resetTo: resetTo);
    }

    /// <summary>Ends a run whose history has grown beyond the limits.</summary>
    public void EnforceLimits(WorkflowRun run)
    {
        if (run.IsOpen && core.IsTooLarge(run))
        {
            Terminate(
                run,
                run.Events.Count >= core.Options.HistoryEventLimit
                    ? "Workflow history count exceeds limit."
                    : "Workflow history size exceeds limit.",
                null,
                "history-service");
        }
    }

    public void CloseByCommand(WorkflowRun run, Command command, long completedId)
    {
        switch (command.AttributesCase)
        {
            case Case.CompleteWorkflowExecutionCommandAttributes:
                Complete(run, command.CompleteWorkflowExecutionCommandAttributes.Result, completedId);
                break;
            case Case.CancelWorkflowExecutionCommandAttributes:
                Close(run, core.NewEvent(EventType.WorkflowExecutionCanceled, e => e.WorkflowExecutionCanceledEventAttributes = new()
                {
                    WorkflowTaskCompletedEventId = completedId,
                    Details = command.CancelWorkflowExecutionCommandAttributes.Details,
                }));
                break;
            case Case.FailWorkflowExecutionCommandAttributes:
                Fail(run, command.FailWorkflowExecutionCommandAttributes.Failure, completedId);
                break;
            case Case.ContinueAsNewWorkflowExecutionCommandAttributes:
                ContinueAsNew(run, command.ContinueAsNewWorkflowExecutionCommandAttributes, completedId);
                break;
            default:
                throw new InvalidOperationException($"Command {command.CommandType} passed validation but is not carried out.");
        }
    }

    private static void FillTimeouts(WorkflowExecutionStartedEventAttributes started)
    {
        var whole = started.WorkflowExecutionTimeout.ToTicks();
        var run = started.WorkflowRunTimeout.ToTicks();
        run = run == 0 ? whole : whole == 0 ? run : Math.Min(run, whole);
        var task = started.WorkflowTaskTimeout.ToTicks();
        task = task == 0 ? DefaultTaskTimeout.Ticks : Math.Min(task, TaskTimeoutLimit.Ticks);
        started.WorkflowExecutionTimeout = whole.ToDuration();
        started.WorkflowRunTimeout = run.ToDuration();
        started.WorkflowTaskTimeout = (run == 0 ? task : Math.Min(task, run)).ToDuration();
    }

    private static long RunExpiryTicks(WorkflowRun run)
    {
        var started = run.Started;
        var expiry = started.WorkflowExecutionExpirationTime is { } whole ? whole.ToTicks() : long.MaxValue;
        var length = started.WorkflowRunTimeout.ToTicks();
        return length == 0
            ? expiry
            : Math.Min(expiry, run.StartTicks + started.FirstWorkflowTaskBackoff.ToTicks() + length);
    }

    private void EndBackoff(WorkflowRun run)
    {
        if (run.IsOpen && run.Record.BackoffPending)
        {
            run.Record.BackoffPending = false;
            core.Touch(run);
            core.WorkflowTasks.Ensure(run);
        }
    }

    private void Close(WorkflowRun run, HistoryEvent end, bool isContinued = false, WorkflowRun? resetTo = null)
    {
        run.Add(end);
        run.RunWake?.Cancel();
        run.TaskWake?.Cancel();
        foreach (var timer in run.Timers.Values)
        {
            timer.Wake?.Cancel();
        }

        foreach (var activity in run.Activities.Values)
        {
            activity.Wake?.Cancel();
        }

        if (run.Buffered.Count > 0)
        {
            run.RemoveBuffered(_ => true);
        }

        core.Touch(run);
        core.Unregister(run);
        core.Kinship.OnClosed(run, end, isContinued, resetTo);
        core.Updates.OnClosed(run, isContinued);
        if (!isContinued)
        {
            core.Schedules.OnClosed(run, end);
        }

        core.Defer(() => core.Queries.SendLeftOver(run));
    }
}
