using Google.Protobuf;
using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Dispatch;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Phase = Assay.EmbeddedEngine.Storage.ActivityRecord.Types.Phase;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>
/// The life of activities: queued, with a worker, waiting for the next attempt, ended. The history sees only the schedule and the end, with
/// the start of the last attempt written beside the end.
/// </summary>
internal sealed class ActivityTasks(ServiceCore core)
{
    /// <summary>
    /// Puts an activity into its queue: one that has just been scheduled, or whose backoff is over. Nothing of that is stored, since what is
    /// stored already leads there.
    /// </summary>
    public void Enqueue(ActivityInfo activity)
    {
        var record = activity.Record;
        record.Phase = Phase.Queued;
        Arm(activity);
        core.ActivityQueues.Add(activity.Scheduled.TaskQueue.Name, new ActivityDispatch(this, activity, record.Attempt));
    }

    /// <summary>Notes the schedule of a new activity and puts it into its queue.</summary>
    public void Schedule(ActivityInfo activity)
    {
        activity.AttemptBatch = core.Batch;
        Enqueue(activity);
    }

    /// <summary>The activity that the token names, with a worker at that very attempt. Throws NotFound otherwise.</summary>
    public ActivityInfo RequireStarted(ByteString token)
    {
        var parsed = TaskToken.TryParse(token, TaskKind.Activity) ?? throw Errors.Invalid("Invalid TaskToken.");
        return core.OpenRun(parsed.RunKey) is { } run
            && run.Activities.TryGetValue(parsed.ScheduledEventId, out var activity)
            && activity.Record.Phase == Phase.Started
            && activity.Record.Attempt == parsed.Attempt
            && activity.Record.StartedTicks == parsed.StartedTicks
            ? activity
            : throw Errors.ActivityNotFound();
    }

    /// <summary>As <see cref="RequireStarted(ByteString)"/>, for a caller that knows the activity by its id.</summary>
    public ActivityInfo RequireStarted(WorkflowExecution execution, string activityId) =>
        core.OpenRun(core.Target(execution).RunKey) is { } run
        && run.ActivityIds.TryGetValue(activityId, out var scheduledEventId)
        && run.Activities[scheduledEventId] is { Record.Phase: Phase.Started } activity
            ? activity
            : throw Errors.ActivityNotFound();

    public void Complete(ActivityInfo activity, Payloads? result, string identity) =>
        Close(activity, core.NewEvent(EventType.ActivityTaskCompleted, e => e.ActivityTaskCompletedEventAttributes = new()
        {
            Result = result,
            ScheduledEventId = activity.ScheduledEventId,
            Identity = identity,
        }));

    public void Fail(ActivityInfo activity, Failure? failure, Payloads? lastHeartbeatDetails, string identity)
    {
        if (lastHeartbeatDetails is not null)
        {
            activity.Record.HeartbeatDetails = lastHeartbeatDetails;
        }

        var decision = Decide(activity, failure);
        if (decision.IsRetried)
        {
            Retry(activity, failure, decision.DelayTicks);
            return;
        }

        Close(activity, core.NewEvent(EventType.ActivityTaskFailed, e => e.ActivityTaskFailedEventAttributes = new()
        {
            Failure = failure,
            ScheduledEventId = activity.ScheduledEventId,
            Identity = identity,
            RetryState = decision.State,
        }));
    }

    public void Cancel(ActivityInfo activity, Payloads? details, string identity)
    {
        if (!activity.CancelRequested)
        {
            throw Errors.Invalid("unable to mark activity as canceled without activity being request canceled first");
        }

        Close(activity, CanceledEvent(activity, details, identity));
    }

    /// <summary>Keeps the heartbeat; true where the activity has been asked to stop.</summary>
    public bool Heartbeat(ActivityInfo activity, Payloads? details)
    {
        activity.Record.HeartbeatTicks = core.NowTicks;
        activity.Record.HeartbeatDetails = details;
        Changed(activity);
        return activity.CancelRequested;
    }

    /// <summary>An activity that no worker has ends at once when its cancellation is asked for; true where it did.</summary>
    public bool CancelUnstarted(ActivityInfo activity)
    {
        if (activity.Record.Phase == Phase.Started)
        {
            return false;
        }

        activity.Run.Add(CanceledEvent(activity, null, ""));
        core.Touch(activity.Run);
        return true;
    }

    /// <summary>Puts stored activities back into their queues or under their timeouts.</summary>
    public void Resume(WorkflowRun run, bool workersLost)
    {
        foreach (var activity in run.Activities.Values.OrderBy(a => a.ScheduledEventId).ToArray())
        {
            if (activity.Record.Phase == Phase.Queued || (workersLost && activity.Record.Phase == Phase.Started))
            {
                // The attempt did not fail, its worker went away with the host: the same attempt goes out again, heartbeat details kept.
                activity.Record.Phase = Phase.Queued;
                if (activity.HasRow)
                {
                    Changed(activity);
                }

                Enqueue(activity);
            }
            else
            {
                Arm(activity);
            }
        }
    }

    private static HistoryEvent[] WithStart(ActivityInfo activity, HistoryEvent start, HistoryEvent end) =>
        activity.Record.Phase == Phase.Started ? [start, end] : [end];

    private static (long Ticks, TimeoutType Type) NextDue(ActivityInfo activity)
    {
        var (scheduled, record) = (activity.Scheduled, activity.Record);
        var due = (Ticks: long.MaxValue, Type: TimeoutType.Unspecified);
        Consider(activity.ScheduledTicks, scheduled.ScheduleToCloseTimeout.ToTicks(), TimeoutType.ScheduleToClose);
        switch (record.Phase)
        {
            case Phase.Queued:
                Consider(record.AttemptScheduledTicks, scheduled.ScheduleToStartTimeout.ToTicks(), TimeoutType.ScheduleToStart);
                break;
            case Phase.Started:
                Consider(record.StartedTicks, scheduled.StartToCloseTimeout.ToTicks(), TimeoutType.StartToClose);
                Consider(
                    Math.Max(record.StartedTicks, record.HeartbeatTicks), scheduled.HeartbeatTimeout.ToTicks(), TimeoutType.Heartbeat);
                break;
            case Phase.Backoff when record.AttemptScheduledTicks < due.Ticks:
                due = (record.AttemptScheduledTicks, TimeoutType.Unspecified);
                break;
            default:
                break;
        }

        return due;

        void Consider(long fromTicks, long lengthTicks, TimeoutType type)
        {
            if (lengthTicks > 0 && fromTicks + lengthTicks < due.Ticks)
            {
                due = (fromTicks + lengthTicks, type);
            }
        }
    }

    private PollActivityTaskQueueResponse Start(ActivityInfo activity, string identity)
    {
        var (run, scheduled, record) = (activity.Run, activity.Scheduled, activity.Record);
        record.Phase = Phase.Started;
        record.StartedTicks = core.NowTicks;
        record.HeartbeatTicks = 0;
        record.Identity = identity;
        record.RequestId = Guid.NewGuid().ToString();
        if (core.Options.WorkersShareProcess)
        {
            // Should the process end now, the worker ends with it, and the same attempt goes out again whether or not this start was stored.
            Arm(activity);
        }
        else
        {
            Changed(activity);
        }

        return new()
        {
            TaskToken = new TaskToken(
                TaskKind.Activity, run.RunKey, activity.ScheduledEventId, record.Attempt, record.StartedTicks).ToByteString(),
            WorkflowNamespace = core.Options.Namespace,
            WorkflowType = run.Started.WorkflowType,
            WorkflowExecution = run.Execution,
            ActivityType = scheduled.ActivityType,
            ActivityId = scheduled.ActivityId,
            Header = scheduled.Header,
            Input = scheduled.Input,
            HeartbeatDetails = record.HeartbeatDetails,
            ScheduledTime = activity.ScheduledTicks.ToTimestamp(),
            CurrentAttemptScheduledTime = record.AttemptScheduledTicks.ToTimestamp(),
            StartedTime = record.StartedTicks.ToTimestamp(),
            Attempt = record.Attempt,
            ScheduleToCloseTimeout = scheduled.ScheduleToCloseTimeout,
            StartToCloseTimeout = scheduled.StartToCloseTimeout,
            HeartbeatTimeout = scheduled.HeartbeatTimeout,
            RetryPolicy = scheduled.RetryPolicy,
        };
    }

    private bool MayPrecedeCommit(ActivityInfo activity) => core.Options.WorkersShareProcess && activity.AttemptBatch < core.Batch;

    private RetryDecision Decide(ActivityInfo activity, Failure? failure)
    {
        if (activity.CancelRequested)
        {
            return new(RetryState.CancelRequested, 0);
        }

        var limit = activity.Scheduled.ScheduleToCloseTimeout.ToTicks();
        return RetryDecision.After(
            activity.Scheduled.RetryPolicy,
            activity.Record.Attempt,
            failure,
            core.NowTicks,
            limit > 0 ? activity.ScheduledTicks + limit : 0);
    }

    private void Retry(ActivityInfo activity, Failure? failure, long delayTicks)
    {
        var record = activity.Record;
        record.Phase = Phase.Backoff;
        record.Attempt++;
        record.LastFailure = failure;
        record.AttemptScheduledTicks = core.NowTicks + delayTicks;
        activity.AttemptBatch = core.Batch;
        Changed(activity);
    }

    private void Changed(ActivityInfo activity)
    {
        activity.Run.ChangedActivities.Add(activity.ScheduledEventId);
        core.Touch(activity.Run);
        Arm(activity);
    }

    /// <summary>Keeps one wake-up at or before the next due instant; a wake-up that comes early finds nothing due and arms anew.</summary>
    private void Arm(ActivityInfo activity)
    {
        var due = NextDue(activity).Ticks;
        if (activity.Wake is { Cancelled: false } wake && wake.DueTicks <= due)
        {
            return;
        }

        activity.Wake?.Cancel();
        activity.Wake = due == long.MaxValue ? null : core.Timers.Add(due, () => WakeUp(activity));
    }

    private void WakeUp(ActivityInfo activity)
    {
        activity.Wake = null;
        if (!activity.Run.IsOpen || !activity.Run.Activities.ContainsKey(activity.ScheduledEventId))
        {
            return;
        }

        var (ticks, type) = NextDue(activity);
        if (ticks > core.NowTicks)
        {
            Arm(activity);
        }
        else if (type == TimeoutType.Unspecified)
        {
            Enqueue(activity);
        }
        else
        {
            TimeOut(activity, type);
        }
    }

    private void TimeOut(ActivityInfo activity, TimeoutType type)
    {
        var failure = new Failure
        {
            Message = $"activity {type} timeout",
            Source = "Server",
            TimeoutFailureInfo = new() { TimeoutType = type },
        };
        var decision = type is TimeoutType.ScheduleToClose or TimeoutType.ScheduleToStart
            ? new(RetryState.Timeout, 0)
            : Decide(activity, failure);
        if (decision.IsRetried)
        {
            Retry(activity, failure, decision.DelayTicks);
            return;
        }

        if (decision.State == RetryState.Timeout && type is TimeoutType.StartToClose or TimeoutType.Heartbeat)
        {
            // No time is left for another attempt, so what has run out is the whole.
            failure = new Failure
            {
                Message = "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying",
                Source = "Server",
                Cause = failure,
                TimeoutFailureInfo = new() { TimeoutType = TimeoutType.ScheduleToClose },
            };
        }
        else if (type is TimeoutType.ScheduleToClose or TimeoutType.ScheduleToStart)
        {
            failure.Cause = activity.Record.LastFailure;
        }

        failure.TimeoutFailureInfo.LastHeartbeatDetails = activity.Record.HeartbeatDetails;
        Close(activity, core.NewEvent(EventType.ActivityTaskTimedOut, e => e.ActivityTaskTimedOutEventAttributes = new()
        {
            Failure = failure,
            ScheduledEventId = activity.ScheduledEventId,
            RetryState = decision.State,
        }));
    }

    private void Close(ActivityInfo activity, HistoryEvent end)
    {
        var record = activity.Record;
        var start = core.NewEvent(EventType.ActivityTaskStarted, e => e.ActivityTaskStartedEventAttributes = new()
        {
            ScheduledEventId = activity.ScheduledEventId,
            Identity = record.Identity,
            RequestId = record.RequestId,
            Attempt = record.Attempt,
            LastFailure = record.LastFailure,
        });
        start.EventTime = record.StartedTicks.ToTimestamp();
        core.Raise(activity.Run, WithStart(activity, start, end));
    }

    private HistoryEvent CanceledEvent(ActivityInfo activity, Payloads? details, string identity) =>
        core.NewEvent(EventType.ActivityTaskCanceled, e => e.ActivityTaskCanceledEventAttributes = new()
        {
            Details = details,
            LatestCancelRequestedEventId = activity.CancelRequestedEventId,
            ScheduledEventId = activity.ScheduledEventId,
            Identity = identity,
        });

    private sealed class ActivityDispatch(ActivityTasks tasks, ActivityInfo activity, int attempt) : IDispatchable<PollActivityTaskQueueResponse>
    {
        public bool IsLive => activity.Run.IsOpen && activity.Record.Phase == Phase.Queued && activity.Record.Attempt == attempt
            && activity.Run.Activities.ContainsKey(activity.ScheduledEventId);

        public bool MayPrecedeCommit => tasks.MayPrecedeCommit(activity);

        public PollActivityTaskQueueResponse Start(string identity) => tasks.Start(activity, identity);
    }
}
