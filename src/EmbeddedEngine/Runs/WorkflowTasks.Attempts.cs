using Assay.EmbeddedEngine.Dispatch;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Phase = Assay.EmbeddedEngine.Storage.WorkflowTaskRecord.Types.Phase;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>What a worker gets, and what happens when it fails or does not answer.</summary>
internal sealed partial class WorkflowTasks
{
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
        if (run.IsTaskVirtual)
        {
            var (scheduled, started) = events.Transient(run);
            response.History.Events.Add(scheduled);
            response.History.Events.Add(started);
        }

        core.Queries.Attach(run, response);
        UpdateMessages.Attach(run, response);
        return response;
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
            Materialize(run);
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

            // They hear at once of what fails there.
            core.Queries.SendLeftOver(run);
        }
    }

    private void CountAttempt(WorkflowRun run)
    {
        End(run);
        run.Task.Attempt++;
        run.Record.StickyQueue = "";
        core.Queries.Detach(run);
        UpdateMessages.Detach(run);
        core.Touch(run);
    }

    /// <summary>The run's next tasks go to its normal queue, a waiting one at once.</summary>
    public void ForgetStickyQueue(WorkflowRun run)
    {
        if (run.Task is { Phase: Phase.Scheduled, Sticky: true })
        {
            LeaveStickyQueue(run, run.TaskStamp);
        }
        else if (run.Record.StickyQueue.Length > 0)
        {
            run.Record.StickyQueue = "";
            core.Touch(run);
        }
    }

    private void LeaveStickyQueue(WorkflowRun run, long stamp)
    {
        if (!run.IsOpen || run.Task.Phase != Phase.Scheduled || run.TaskStamp != stamp)
        {
            return;
        }

        Settle(run);
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
}
