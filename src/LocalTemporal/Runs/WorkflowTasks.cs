using LocalTemporal.Calls;
using LocalTemporal.Dispatch;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Phase = LocalTemporal.Storage.WorkflowTaskRecord.Types.Phase;

namespace LocalTemporal.Runs;

/// <summary>
/// The life of workflow tasks: scheduled, with a worker, ended. From the second attempt on a task is transient: its events are made up for
/// the worker and enter the history only when the task completes.
/// </summary>
internal sealed class WorkflowTasks(ServiceCore core)
{
    // A worker that reports every failure would be asked again without pause. Temporal leaves that to the worker; here it costs fsyncs too.
    private const int FirstDelayedFailure = 3;
    private static readonly TimeSpan DelayLimit = TimeSpan.FromMinutes(1);

    private readonly WorkflowTaskEvents events = new(core);

    /// <summary>Schedules a task where none is pending and the run may have one.</summary>
    public void Ensure(WorkflowRun run)
    {
        if (run.IsOpen && !run.IsTaskPending && !run.Record.BackoffPending)
        {
            Schedule(run);
            Dispatch(run);
        }
    }

    /// <summary>Makes the next task without giving it to a queue.</summary>
    public void Schedule(WorkflowRun run)
    {
        var task = run.Task;
        task.Attempt = run.FlushBuffered() ? 1 : Math.Max(1, task.Attempt);
        task.Sticky = run.Record.StickyQueue.Length > 0 && core.WorkflowQueues.IsServed(run.Record.StickyQueue);
        task.Phase = Phase.Scheduled;
        task.ScheduledTicks = core.NowTicks;
        task.ScheduledEventId = task.Attempt == 1 ? AddScheduled(run) : run.NextEventId;
        run.TaskStamp++;
        core.Touch(run);
    }

    public void Dispatch(WorkflowRun run)
    {
        var task = run.Task;
        run.TaskWake?.Cancel();
        if (task.Sticky)
        {
            var stamp = run.TaskStamp;
            run.TaskWake = core.Timers.Add(task.ScheduledTicks + run.Record.StickyTimeoutTicks, () => LeaveStickyQueue(run, stamp));
        }

        core.WorkflowQueues.Add(QueueName(run), new WorkflowTaskDispatch(this, run, run.TaskStamp));
    }

    /// <summary>Gives the scheduled task to a worker.</summary>
    public PollWorkflowTaskQueueResponse Start(WorkflowRun run, string identity)
    {
        var task = run.Task;
        if (task.Attempt > 1 && run.NextEventId != task.ScheduledEventId)
        {
            // Something new has happened since the failed attempt, so this is no mere repetition.
            task.Attempt = 1;
            task.ScheduledEventId = AddScheduled(run);
        }

        task.StartedTicks = core.NowTicks;
        task.Identity = identity;
        task.RequestId = Guid.NewGuid().ToString();
        task.StartedEventId = task.Attempt == 1 ? run.Add(events.Started(run)).EventId : task.ScheduledEventId + 1;
        task.Phase = Phase.Started;
        core.Touch(run);
        Arm(run);
        return MakeResponse(run);
    }

    /// <summary>The run whose task the token names. Throws NotFound where that task is no longer with a worker.</summary>
    public WorkflowRun RequireStarted(Google.Protobuf.ByteString token)
    {
        var parsed = TaskToken.TryParse(token, TaskKind.Workflow) ?? throw Errors.Invalid("Invalid TaskToken.");
        var run = core.OpenRun(parsed.RunKey) ?? throw Errors.WorkflowClosed();
        var task = run.Task;
        return run.IsTaskStarted && task.ScheduledEventId == parsed.ScheduledEventId && task.Attempt == parsed.Attempt
            && task.StartedTicks == parsed.StartedTicks
            ? run
            : throw Errors.WorkflowTaskNotFound();
    }

    public RespondWorkflowTaskCompletedResponse Complete(RespondWorkflowTaskCompletedRequest request)
    {
        var run = RequireStarted(request.TaskToken);
        if (core.Commands.FindFault(run, request.Commands) is { } fault)
        {
            Fail(run, fault.Cause, new Failure { Message = fault.Message, ServerFailureInfo = new() }, request.Identity);
            throw Errors.Invalid(fault.Message);
        }

        var completedId = AddCompleted(run, request);
        End(run);
        run.Task.Attempt = 0;
        run.Record.StickyQueue = request.StickyAttributes?.WorkerTaskQueue?.Name ?? "";
        run.Record.StickyTimeoutTicks = request.StickyAttributes?.ScheduleToStartTimeout.ToTicks() ?? 0;
        core.Queries.TakeAnswers(run, request);
        var wantsTask = core.Commands.Execute(run, request.Commands, completedId) | request.ForceCreateNewWorkflowTask;
        var response = new RespondWorkflowTaskCompletedResponse();
        if (run.IsOpen && (run.Buffered.Count > 0 || wantsTask))
        {
            Schedule(run);
            if (request.ReturnNewWorkflowTask)
            {
                response.WorkflowTask = Start(run, request.Identity);
            }
            else
            {
                Dispatch(run);
            }
        }

        core.Queries.SendLeftOver(run);
        return response;
    }

    public void Fail(WorkflowRun run, WorkflowTaskFailedCause cause, Failure? failure, string identity)
    {
        var task = run.Task;
        if (task.Attempt == 1)
        {
            run.Add(core.NewEvent(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes = new()
            {
                ScheduledEventId = task.ScheduledEventId,
                StartedEventId = task.StartedEventId,
                Cause = cause,
                Failure = failure,
                Identity = identity,
            }));
        }

        if (task.Attempt < FirstDelayedFailure)
        {
            Repeat(run);
        }
        else
        {
            RepeatLater(run);
        }
    }

    /// <summary>Ends a task that is in the way of closing the run from outside.</summary>
    public void Abandon(WorkflowRun run)
    {
        if (run.IsTaskStarted)
        {
            var task = run.Task;
            if (task.Attempt == 1)
            {
                run.Add(core.NewEvent(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes = new()
                {
                    ScheduledEventId = task.ScheduledEventId,
                    StartedEventId = task.StartedEventId,
                    Cause = WorkflowTaskFailedCause.ForceCloseCommand,
                }));
            }

            run.FlushBuffered();
        }

        End(run);
    }

    /// <summary>Puts a stored task back into its queue or under its timeout.</summary>
    public void Resume(WorkflowRun run, bool workersLost)
    {
        switch (run.Task.Phase)
        {
            case Phase.Started when workersLost:
                TimeOut(run);
                break;
            case Phase.Started:
                Arm(run);
                break;
            case Phase.Scheduled when workersLost && run.Task.Sticky:
                run.TaskStamp++;
                LeaveStickyQueue(run, run.TaskStamp);
                break;
            case Phase.Scheduled:
                run.TaskStamp++;
                Dispatch(run);
                break;
            case Phase.None when run.Task.Attempt > 0:
                Ensure(run);
                break;
            default:
                break;
        }

        if (workersLost && run.Record.StickyQueue.Length > 0)
        {
            run.Record.StickyQueue = "";
            core.Touch(run);
        }
    }

    private static string QueueName(WorkflowRun run) => run.Task.Sticky ? run.Record.StickyQueue : run.Started.TaskQueue.Name;

    private static void End(WorkflowRun run)
    {
        run.Task.Phase = Phase.None;
        run.TaskWake?.Cancel();
        run.TaskWake = null;
    }

    private long AddScheduled(WorkflowRun run) => run.Add(events.Scheduled(run)).EventId;

    private long AddCompleted(WorkflowRun run, RespondWorkflowTaskCompletedRequest request)
    {
        if (run.Task.Attempt > 1)
        {
            var (scheduled, started) = events.Transient(run);
            run.Add(scheduled);
            run.Add(started);
        }

        core.Touch(run);
        return run.Add(core.NewEvent(EventType.WorkflowTaskCompleted, e => e.WorkflowTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = run.Task.ScheduledEventId,
            StartedEventId = run.Task.StartedEventId,
            Identity = request.Identity,
            SdkMetadata = request.SdkMetadata,
        })).EventId;
    }

    private void Arm(WorkflowRun run)
    {
        var (stamp, attempt) = (run.TaskStamp, run.Task.Attempt);
        run.TaskWake?.Cancel();
        run.TaskWake = core.Timers.Add(run.Task.StartedTicks + WorkflowTaskEvents.TimeoutTicks(run), () =>
        {
            if (run.IsOpen && run.IsTaskStarted && run.TaskStamp == stamp && run.Task.Attempt == attempt)
            {
                TimeOut(run);
            }
        });
    }

    /// <summary>The worker has not answered in time, or is known to be gone.</summary>
    private void TimeOut(WorkflowRun run)
    {
        var task = run.Task;
        if (task.Attempt == 1)
        {
            run.Add(core.NewEvent(EventType.WorkflowTaskTimedOut, e => e.WorkflowTaskTimedOutEventAttributes = new()
            {
                ScheduledEventId = task.ScheduledEventId,
                StartedEventId = task.StartedEventId,
                TimeoutType = TimeoutType.StartToClose,
            }));
        }

        Repeat(run);
    }

    private void Repeat(WorkflowRun run)
    {
        CountAttempt(run);
        Schedule(run);
        Dispatch(run);
    }

    /// <summary>The next attempt comes after a wait that doubles, or with the next event from outside.</summary>
    private void RepeatLater(WorkflowRun run)
    {
        var delay = TimeSpan.TicksPerSecond * Math.Pow(2, run.Task.Attempt - FirstDelayedFailure);
        CountAttempt(run);
        if (run.Buffered.Count > 0)
        {
            Ensure(run);
        }
        else
        {
            run.TaskWake = core.Timers.Add(core.NowTicks + (long)Math.Min(DelayLimit.Ticks, delay), () => Ensure(run));
        }
    }

    private void CountAttempt(WorkflowRun run)
    {
        End(run);
        run.Task.Attempt++;
        run.Record.StickyQueue = "";
        core.Queries.Detach(run);
        core.Touch(run);
    }

    private void LeaveStickyQueue(WorkflowRun run, long stamp)
    {
        if (!run.IsOpen || run.Task.Phase != Phase.Scheduled || run.TaskStamp != stamp)
        {
            return;
        }

        run.Add(core.NewEvent(EventType.WorkflowTaskTimedOut, e => e.WorkflowTaskTimedOutEventAttributes = new()
        {
            ScheduledEventId = run.Task.ScheduledEventId,
            TimeoutType = TimeoutType.ScheduleToStart,
        }));
        End(run);
        run.Task.Attempt = 0;
        run.Record.StickyQueue = "";
        Schedule(run);
        Dispatch(run);
    }

    private PollWorkflowTaskQueueResponse MakeResponse(WorkflowRun run)
    {
        var task = run.Task;
        var response = new PollWorkflowTaskQueueResponse
        {
            TaskToken = new TaskToken(TaskKind.Workflow, run.RunKey, task.ScheduledEventId, task.Attempt, task.StartedTicks).ToByteString(),
            WorkflowExecution = run.Execution,
            WorkflowType = run.Started.WorkflowType,
            PreviousStartedEventId = run.PreviousStartedEventId,
            StartedEventId = task.StartedEventId,
            Attempt = task.Attempt,
            WorkflowExecutionTaskQueue = new() { Name = run.Started.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            ScheduledTime = task.ScheduledTicks.ToTimestamp(),
            StartedTime = task.StartedTicks.ToTimestamp(),
            History = new(),
        };
        var from = task.Sticky ? (int)run.PreviousStartedEventId : 0;
        response.History.Events.AddRange(run.Events.Skip(from));
        if (task.Attempt > 1)
        {
            var (scheduled, started) = events.Transient(run);
            response.History.Events.Add(scheduled);
            response.History.Events.Add(started);
        }

        core.Queries.Attach(run, response);
        return response;
    }

    private sealed class WorkflowTaskDispatch(WorkflowTasks tasks, WorkflowRun run, long stamp) : IDispatchable<PollWorkflowTaskQueueResponse>
    {
        public bool IsLive => run.IsOpen && run.Task.Phase == Phase.Scheduled && run.TaskStamp == stamp;

        // The start is an event of the history.
        public bool MayPrecedeCommit => false;

        public PollWorkflowTaskQueueResponse Start(string identity) => tasks.Start(run, identity);
    }
}
