using Assay.EmbeddedEngine.Dispatch;
using Assay.EmbeddedEngine.Scheduling;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>Runs that go on as a new one: retry, cron, continue-as-new.</summary>
internal sealed partial class RunLifecycle
{
    private void Complete(WorkflowRun run, Payloads? result, long completedId)
    {
        var cron = CronDelay(run);
        var newRunId = cron is null ? "" : Guid.NewGuid().ToString();
        Close(
            run,
            core.NewEvent(EventType.WorkflowExecutionCompleted, e => e.WorkflowExecutionCompletedEventAttributes = new()
            {
                Result = result,
                WorkflowTaskCompletedEventId = completedId,
                NewExecutionRunId = newRunId,
            }),
            isContinued: cron is not null);
        if (cron is { } delay)
        {
            NextByCron(run, newRunId, delay, result, null);
        }
    }

    /// <summary>How long until the next run of a cron workflow; null where there is to be none.</summary>
    private long? CronDelay(WorkflowRun run)
    {
        if (run.Started.CronSchedule.Length == 0)
        {
            return null;
        }

        var delay = CronTimes.Delay(run.Started.CronSchedule, run.StartTicks + run.Started.FirstWorkflowTaskBackoff.ToTicks(), core.NowTicks);
        return run.Started.WorkflowExecutionExpirationTime is { } expiry && core.NowTicks + delay >= expiry.ToTicks() ? null : delay;
    }

    private void NextByCron(WorkflowRun run, string newRunId, long delayTicks, Payloads? result, Failure? failure)
    {
        var next = run.Started.Clone();
        next.Attempt = 1;
        next.Initiator = ContinueAsNewInitiator.CronSchedule;
        next.ContinuedExecutionRunId = run.RunId;
        next.ContinuedFailure = failure;
        next.LastCompletionResult = result;
        next.FirstWorkflowTaskBackoff = delayTicks.ToDuration();
        GoOn(run, newRunId, next);
    }

    private void GoOnAfter(WorkflowRun run, string newRunId, Failure failure, RetryDecision decision, long? cron)
    {
        if (decision.IsRetried)
        {
            Retry(run, newRunId, failure, decision.DelayTicks);
        }
        else if (cron is { } delay)
        {
            NextByCron(run, newRunId, delay, run.Started.LastCompletionResult, failure);
        }
    }

    private void Fail(WorkflowRun run, Failure failure, long completedId)
    {
        var decision = Decide(run, failure);
        var cron = decision.IsRetried ? null : CronDelay(run);
        var newRunId = decision.IsRetried || cron is not null ? Guid.NewGuid().ToString() : "";
        Close(
            run,
            core.NewEvent(EventType.WorkflowExecutionFailed, e => e.WorkflowExecutionFailedEventAttributes = new()
            {
                Failure = failure,
                RetryState = decision.State,
                WorkflowTaskCompletedEventId = completedId,
                NewExecutionRunId = newRunId,
            }),
            isContinued: newRunId.Length > 0);
        GoOnAfter(run, newRunId, failure, decision, cron);
    }

    private void TimeOut(WorkflowRun run)
    {
        if (!run.IsOpen)
        {
            return;
        }

        var failure = new Failure
        {
            Message = "workflow timeout",
            Source = "Server",
            TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
        };
        var decision = Decide(run, failure);
        var cron = decision.IsRetried ? null : CronDelay(run);
        var newRunId = decision.IsRetried || cron is not null ? Guid.NewGuid().ToString() : "";
        core.WorkflowTasks.Abandon(run);
        Close(
            run,
            core.NewEvent(EventType.WorkflowExecutionTimedOut, e => e.WorkflowExecutionTimedOutEventAttributes = new()
            {
                RetryState = decision.State,
                NewExecutionRunId = newRunId,
            }),
            isContinued: newRunId.Length > 0);
        GoOnAfter(run, newRunId, failure, decision, cron);
    }

    private RetryDecision Decide(WorkflowRun run, Failure failure) => RetryDecision.After(
        run.Started.RetryPolicy,
        run.Started.Attempt,
        failure,
        core.NowTicks,
        run.Started.WorkflowExecutionExpirationTime?.ToTicks() ?? 0);

    private void Retry(WorkflowRun run, string newRunId, Failure failure, long delayTicks)
    {
        var next = run.Started.Clone();
        next.Attempt++;
        next.Initiator = ContinueAsNewInitiator.Retry;
        next.ContinuedExecutionRunId = run.RunId;
        next.ContinuedFailure = failure;
        next.FirstWorkflowTaskBackoff = delayTicks.ToDuration();
        GoOn(run, newRunId, next);
    }

    private void ContinueAsNew(WorkflowRun run, ContinueAsNewWorkflowExecutionCommandAttributes attributes, long completedId)
    {
        var old = run.Started;
        var next = old.Clone();
        next.WorkflowType = string.IsNullOrEmpty(attributes.WorkflowType?.Name) ? old.WorkflowType : attributes.WorkflowType;
        next.TaskQueue = string.IsNullOrEmpty(attributes.TaskQueue?.Name)
            ? old.TaskQueue
            : new() { Name = attributes.TaskQueue.Name, Kind = TaskQueueKind.Normal };
        next.Input = attributes.Input;
        next.WorkflowRunTimeout = attributes.WorkflowRunTimeout.ToTicks() > 0 ? attributes.WorkflowRunTimeout : old.WorkflowRunTimeout;
        next.WorkflowTaskTimeout = attributes.WorkflowTaskTimeout.ToTicks() > 0 ? attributes.WorkflowTaskTimeout : old.WorkflowTaskTimeout;
        next.RetryPolicy = attributes.RetryPolicy is null ? old.RetryPolicy : RetryDecision.WithDefaults(attributes.RetryPolicy);
        next.Header = attributes.Header ?? old.Header;
        next.Memo = attributes.Memo ?? run.Memo;
        next.SearchAttributes = core.SearchAttributes.WithTypes(attributes.SearchAttributes) ?? run.SearchAttributes;
        next.Initiator = attributes.Initiator == ContinueAsNewInitiator.Unspecified ? ContinueAsNewInitiator.Workflow : attributes.Initiator;
        next.ContinuedExecutionRunId = run.RunId;
        next.ContinuedFailure = attributes.Failure;
        next.LastCompletionResult = attributes.LastCompletionResult;
        next.FirstWorkflowTaskBackoff = attributes.BackoffStartInterval;
        next.Attempt = 1;
        var newRunId = Guid.NewGuid().ToString();
        Close(
            run,
            core.NewEvent(EventType.WorkflowExecutionContinuedAsNew, e => e.WorkflowExecutionContinuedAsNewEventAttributes = new()
            {
                NewExecutionRunId = newRunId,
                WorkflowType = next.WorkflowType,
                TaskQueue = next.TaskQueue,
                Input = next.Input,
                WorkflowRunTimeout = next.WorkflowRunTimeout,
                WorkflowTaskTimeout = next.WorkflowTaskTimeout,
                WorkflowTaskCompletedEventId = completedId,
                BackoffStartInterval = attributes.BackoffStartInterval,
                Initiator = next.Initiator,
                LastCompletionResult = next.LastCompletionResult,
                Header = next.Header,
                Memo = next.Memo,
                SearchAttributes = next.SearchAttributes,
            }),
            isContinued: true);
        GoOn(run, newRunId, next);
    }

    private void GoOn(WorkflowRun run, string newRunId, WorkflowExecutionStartedEventAttributes next)
    {
        var successor = Create(
            run.WorkflowId, Guid.NewGuid().ToString(), next, run.Events[0].UserMetadata, new(newRunId, run.Started.FirstExecutionRunId));
        core.WorkflowTasks.Ensure(successor);
    }
}
