using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Dispatch;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Phase = Assay.EmbeddedEngine.Storage.WorkflowTaskRecord.Types.Phase;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>
/// The life of workflow tasks: scheduled, with a worker, ended. From the second attempt on a task is transient: its events are made up for
/// the worker and enter the history only when the task completes.
/// </summary>
internal sealed partial class WorkflowTasks(ServiceCore core)
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

    /// <summary>
    /// As <see cref="Ensure"/>, for what is not in the history: the task is kept in memory and enters the history only with what the worker
    /// makes of it.
    /// </summary>
    public void EnsureSpeculative(WorkflowRun run)
    {
        if (run.IsOpen && !run.IsTaskPending && !run.Record.BackoffPending)
        {
            Schedule(run, run.PreviousStartedEventId > 0 && run.Task.Attempt <= 1 && run.Buffered.Count == 0);
            Dispatch(run);
        }
    }

    /// <summary>Something is about to enter the history behind a task that is not there yet: the task goes first.</summary>
    public void Settle(WorkflowRun run)
    {
        if (run.Task is { Speculative: true, Phase: Phase.Scheduled } task)
        {
            task.Speculative = false;
            var scheduled = events.Scheduled(run);
            scheduled.EventTime = task.ScheduledTicks.ToTimestamp();
            run.Add(scheduled);
        }
    }

    /// <summary>Makes the next task without giving it to a queue.</summary>
    public void Schedule(WorkflowRun run, bool speculative = false)
    {
        var task = run.Task;
        task.Attempt = run.FlushBuffered() ? 1 : Math.Max(1, task.Attempt);
        task.Speculative = speculative;
        task.Sticky = run.Record.StickyQueue.Length > 0 && core.WorkflowQueues.IsServed(run.Record.StickyQueue);
        task.Phase = Phase.Scheduled;
        task.ScheduledTicks = core.NowTicks;
        task.ScheduledEventId = run.IsTaskVirtual ? run.NextEventId : AddScheduled(run);
        run.TaskStamp++;
        Touch(run);
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
        if (run.IsTaskVirtual && run.NextEventId != task.ScheduledEventId)
        {
            // Something new has happened since the failed attempt, so this is no mere repetition.
            task.Attempt = 1;
            task.Speculative = false;
            task.ScheduledEventId = AddScheduled(run);
        }

        // Two speculative tasks may have all but this in common.
        task.StartedTicks = task.Speculative ? Math.Max(core.NowTicks, task.StartedTicks + 1) : core.NowTicks;
        task.Identity = identity;
        task.RequestId = Guid.NewGuid().ToString();
        task.StartedEventId = run.IsTaskVirtual ? task.ScheduledEventId + 1 : run.Add(events.Started(run)).EventId;
        task.Phase = Phase.Started;
        Touch(run);
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
        if ((UpdateMessages.FindFault(run, request) ?? core.Commands.FindFault(run, request.Commands)) is { } fault)
        {
            Fail(run, fault.Cause, new Failure { Message = fault.Message, ServerFailureInfo = new() }, request.Identity);
            throw Errors.Invalid(fault.Message);
        }

        var response = new RespondWorkflowTaskCompletedResponse();
        var wantsTask = false;
        if (MayBeDropped(run, request))
        {
            response.ResetHistoryEventId = run.PreviousStartedEventId;
            EndWith(run, request);
            core.Commands.TakeMessages(run, request.Messages);
        }
        else
        {
            var completedId = AddCompleted(run, request);
            EndWith(run, request);
            wantsTask = core.Commands.Execute(run, request, completedId) | request.ForceCreateNewWorkflowTask;
        }

        if (run.IsOpen && (run.Buffered.Count > 0 || wantsTask || run.HasUndeliveredUpdates))
        {
            Schedule(run, speculative: run.Buffered.Count == 0 && !wantsTask);
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
        core.Lifecycle.EnforceLimits(run);
        return response;
    }

    public void Fail(WorkflowRun run, WorkflowTaskFailedCause cause, Failure? failure, string identity)
    {
        var task = run.Task;
        if (task.Attempt == 1)
        {
            Materialize(run);
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
    public void Abandon(WorkflowRun run, WorkflowTaskFailedCause cause = WorkflowTaskFailedCause.ForceCloseCommand)
    {
        if (run.IsTaskStarted)
        {
            var task = run.Task;
            if (!run.IsTaskVirtual)
            {
                run.Add(core.NewEvent(EventType.WorkflowTaskFailed, e => e.WorkflowTaskFailedEventAttributes = new()
                {
                    ScheduledEventId = task.ScheduledEventId,
                    StartedEventId = task.StartedEventId,
                    Cause = cause,
                }));
            }

            run.FlushBuffered();
        }

        End(run);
    }

    /// <summary>Puts a stored task back into its queue or under its timeout.</summary>
    public void Resume(WorkflowRun run, bool workersLost)
    {
        if (run.Task.Speculative)
        {
            // What it carried was in memory only.
            End(run);
            run.Task.Attempt = 0;
            if (run.Buffered.Count > 0 || run.HasUndeliveredUpdates)
            {
                Ensure(run);
            }
        }

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
            case Phase.None when run.Task.Attempt > 0 || run.HasUndeliveredUpdates:
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
        run.Task.Speculative = false;
        run.TaskWake?.Cancel();
        run.TaskWake = null;
    }

    /// <summary>
    /// A speculative task whose answer is rejections alone is forgotten. The worker may have seen events before it for the first time; then
    /// it has to be one that can take them back.
    /// </summary>
    private static bool MayBeDropped(WorkflowRun run, RespondWorkflowTaskCompletedRequest request) =>
        run.Task.Speculative && run.Buffered.Count == 0 && UpdateMessages.OnlyRejects(request)
        && (run.Task.ScheduledEventId == run.PreviousStartedEventId + 2
            || request.Capabilities?.DiscardSpeculativeWorkflowTaskWithEvents == true);

    private void EndWith(WorkflowRun run, RespondWorkflowTaskCompletedRequest request)
    {
        End(run);
        run.Task.Attempt = 0;
        run.Record.StickyQueue = request.StickyAttributes?.WorkerTaskQueue?.Name ?? "";
        run.Record.StickyTimeoutTicks = request.StickyAttributes?.ScheduleToStartTimeout.ToTicks() ?? 0;
        core.Queries.TakeAnswers(run, request);
    }

    /// <summary>A speculative task is nothing that the file has to know of.</summary>
    private void Touch(WorkflowRun run)
    {
        if (!run.Task.Speculative)
        {
            core.Touch(run);
        }
    }

    /// <summary>Writes the events of a task that has had none in the history.</summary>
    private void Materialize(WorkflowRun run)
    {
        if (run.IsTaskVirtual)
        {
            var (scheduled, started) = events.Transient(run);
            run.Add(scheduled);
            run.Add(started);
            run.Task.Speculative = false;
        }
    }

    private long AddScheduled(WorkflowRun run) => run.Add(events.Scheduled(run)).EventId;

    private long AddCompleted(WorkflowRun run, RespondWorkflowTaskCompletedRequest request)
    {
        Materialize(run);
        core.Touch(run);
        return run.Add(core.NewEvent(EventType.WorkflowTaskCompleted, e => e.WorkflowTaskCompletedEventAttributes = new()
        {
            ScheduledEventId = run.Task.ScheduledEventId,
            StartedEventId = run.Task.StartedEventId,
            Identity = request.Identity,
            SdkMetadata = request.SdkMetadata,
        })).EventId;
    }

    private sealed class WorkflowTaskDispatch(WorkflowTasks tasks, WorkflowRun run, long stamp) : IDispatchable<PollWorkflowTaskQueueResponse>
    {
        public bool IsLive => run.IsOpen && run.Task.Phase == Phase.Scheduled && run.TaskStamp == stamp;

        // The start is an event of the history.
        public bool MayPrecedeCommit => false;

        public PollWorkflowTaskQueueResponse Start(string identity) => tasks.Start(run, identity);
    }
}
