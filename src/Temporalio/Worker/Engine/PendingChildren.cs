using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>The child workflows a run has started and not yet seen the end of.</summary>
internal sealed class PendingChildren(WorkflowRun run)
{
    private readonly Dictionary<long, PendingChild> byInitiatedEvent = [];
    private int uninitiated;

    public int Count => byInitiatedEvent.Count + uninitiated;

    /// <summary>Ends once the child runs.</summary>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken.</exception>
    /// <exception cref="ChildWorkflowFailureException">The start was cancelled.</exception>
    public async Task<ChildWorkflowHandle<TWorkflow, TResult>> StartAsync<TWorkflow, TResult>(
        string type, IReadOnlyCollection<object?> args, ChildWorkflowOptions options)
    {
        run.EnsureMayAct("start a child workflow");
        var token = options.CancellationToken ?? run.CancellationToken;
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException($"Child workflow {type} was cancelled before it was started");
        }

        var id = options.Id ?? run.NewGuid().ToString();
        var pending = new PendingChild(id, type, options.CancellationType);
        uninitiated++;
        pending.Issued = run.Commands.Issue(ToCommand(id, type, args, options), initiated =>
        {
            uninitiated--;
            pending.InitiatedEventId = initiated.EventId;
            byInitiatedEvent.Add(initiated.EventId, pending);
        });

        // The registration lives as long as the child: a later cancellation must reach it though nobody awaits the result.
        var registration = run.OnCancel(() => Cancel(pending), token);
        _ = pending.Completion.Task.ContinueWith(
            static (_, state) => ((CancellationTokenRegistration)state!).Unregister(),
            registration,
            CancellationToken.None,
            TaskContinuationOptions.None,
            run.Scheduler);
        var runId = await pending.Start.Task;
        return new StartedChild<TWorkflow, TResult>(run, pending, runId);
    }

    public void Apply(HistoryEvent happened)
    {
        switch (happened.EventType)
        {
            case EventType.StartChildWorkflowExecutionFailed:
                var startFailed = happened.StartChildWorkflowExecutionFailedEventAttributes;
                Take(happened, startFailed.InitiatedEventId).Fail(new WorkflowAlreadyStartedException(
                    "Child workflow could not be started: its id is taken", startFailed.WorkflowId, startFailed.WorkflowType?.Name ?? string.Empty, "<unknown>"));
                break;
            case EventType.ChildWorkflowExecutionStarted:
                var started = happened.ChildWorkflowExecutionStartedEventAttributes;
                var running = Find(happened, started.InitiatedEventId);
                running.StartedEventId = happened.EventId;
                running.RunId = started.WorkflowExecution.RunId;
                running.Start.TrySetResult(running.RunId);
                break;
            case EventType.ChildWorkflowExecutionCompleted:
                var completed = happened.ChildWorkflowExecutionCompletedEventAttributes;
                Take(happened, completed.InitiatedEventId).Completion.TrySetResult(completed.Result);
                break;
            case EventType.ChildWorkflowExecutionFailed:
                var failed = happened.ChildWorkflowExecutionFailedEventAttributes;
                Fail(happened, failed.InitiatedEventId, "Child workflow execution failed", failed.Failure, failed.RetryState);
                break;
            case EventType.ChildWorkflowExecutionCanceled:
                var canceled = happened.ChildWorkflowExecutionCanceledEventAttributes;
                var canceledCause = new Failure { Message = "Child workflow canceled", CanceledFailureInfo = new() { Details = canceled.Details } };
                Fail(happened, canceled.InitiatedEventId, "Child workflow execution canceled", canceledCause, RetryState.CancelRequested);
                break;
            case EventType.ChildWorkflowExecutionTimedOut:
                var timedOut = happened.ChildWorkflowExecutionTimedOutEventAttributes;
                var timeout = new Failure { Message = "Child workflow timed out", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } };
                Fail(happened, timedOut.InitiatedEventId, "Child workflow execution timed out", timeout, timedOut.RetryState);
                break;
            default:
                var terminated = happened.ChildWorkflowExecutionTerminatedEventAttributes;
                var terminatedCause = new Failure { Message = "Child workflow terminated", TerminatedFailureInfo = new() };
                Fail(happened, terminated.InitiatedEventId, "Child workflow execution terminated", terminatedCause, RetryState.NonRetryableFailure);
                break;
        }
    }

    private Command ToCommand(string id, string type, IReadOnlyCollection<object?> args, ChildWorkflowOptions options) => new()
    {
        CommandType = CommandType.StartChildWorkflowExecution,
        UserMetadata = run.ToMetadata(options.StaticSummary, options.StaticDetails),
        StartChildWorkflowExecutionCommandAttributes = new()
        {
            WorkflowId = id,
            WorkflowType = new() { Name = type },
            TaskQueue = new() { Name = options.TaskQueue ?? run.Info.TaskQueue },
            Input = run.Converter.PayloadConverter.ToPayloads(args),
            WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
            ParentClosePolicy = (Api.Enums.V1.ParentClosePolicy)options.ParentClosePolicy,
            WorkflowIdReusePolicy = options.IdReusePolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = run.Converter.PayloadConverter.ToMemo(options.Memo),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
        },
    };

    private static Duration? ToDuration(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private void Cancel(PendingChild pending)
    {
        if (pending.Completion.Task.IsCompleted || pending.CancelRequested)
        {
            return;
        }

        pending.CancelRequested = true;
        if (!pending.Issued!.Sent)
        {
            pending.Issued.Dropped = true;
            uninitiated--;
            pending.Fail(CanceledFailure(pending));
            return;
        }

        // Whichever run of the child is the present one: it may have been retried, continued as new, or run again by its cron schedule.
        var requested = pending.CancellationType == ChildWorkflowCancellationType.Abandon
            ? Task.CompletedTask
            : run.Externals.RequestCancelAsync(pending.Id, string.Empty, childOnly: true);
        switch (pending.CancellationType)
        {
            case ChildWorkflowCancellationType.Abandon or ChildWorkflowCancellationType.TryCancel:
                pending.Fail(CanceledFailure(pending));
                break;
            case ChildWorkflowCancellationType.WaitCancellationRequested:
                _ = requested.ContinueWith(
                    _ => pending.Fail(CanceledFailure(pending)), CancellationToken.None, TaskContinuationOptions.None, run.Scheduler);
                break;
            default:
                break;
        }
    }

    private Exception CanceledFailure(PendingChild pending) => ToException(
        pending, "Child workflow execution canceled", new() { Message = "Child workflow canceled", CanceledFailureInfo = new() }, RetryState.CancelRequested);

    private void Fail(HistoryEvent happened, long initiatedEventId, string message, Failure? cause, RetryState retryState)
    {
        var pending = Take(happened, initiatedEventId);
        pending.Fail(ToException(pending, message, cause, retryState));
    }

    private Exception ToException(PendingChild pending, string message, Failure? cause, RetryState retryState)
    {
        var failure = new Failure
        {
            Message = message,
            Cause = cause,
            ChildWorkflowExecutionFailureInfo = new()
            {
                Namespace = run.Info.Namespace,
                WorkflowExecution = new WorkflowExecution { WorkflowId = pending.Id, RunId = pending.RunId },
                WorkflowType = new() { Name = pending.Type },
                InitiatedEventId = pending.InitiatedEventId,
                StartedEventId = pending.StartedEventId,
                RetryState = retryState,
            },
        };
        return run.Converter.FailureConverter.ToException(failure, run.Converter.PayloadConverter);
    }

    private PendingChild Find(HistoryEvent happened, long initiatedEventId) => byInitiatedEvent.TryGetValue(initiatedEventId, out var pending)
        ? pending
        : throw new WorkflowNondeterminismException($"{run.Name}: {CommandEvents.Describe(happened)} is of the child of event {initiatedEventId}, which the workflow did not start");

    private PendingChild Take(HistoryEvent happened, long initiatedEventId)
    {
        var pending = Find(happened, initiatedEventId);
        byInitiatedEvent.Remove(initiatedEventId);
        return pending;
    }
}
