using System.Globalization;
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

/// <summary>The activities a run has scheduled and not yet seen the end of.</summary>
internal sealed class PendingActivities(WorkflowRun run)
{
    private readonly Dictionary<long, PendingActivity> byScheduledEvent = [];
    private int unscheduled;
    private long lastNumber;

    public int Count => byScheduledEvent.Count + unscheduled;

    /// <exception cref="ActivityFailureException">The activity failed for good, timed out or was cancelled.</exception>
    /// <exception cref="CanceledFailureException">The token was cancelled before the activity was scheduled.</exception>
    public async Task<TResult> ExecuteAsync<TResult>(string type, IReadOnlyCollection<object?> args, ActivityOptions options)
    {
        run.EnsureMayAct("schedule an activity");
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException($"Activity {type} needs a StartToCloseTimeout or a ScheduleToCloseTimeout", nameof(options));
        }

        var token = options.CancellationToken ?? run.CancellationToken;
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException($"Activity {type} was cancelled before it was scheduled");
        }

        lastNumber++;
        var id = options.ActivityId ?? lastNumber.ToString(CultureInfo.InvariantCulture);
        var pending = new PendingActivity(id, type, options.CancellationType);
        unscheduled++;
        pending.Issued = run.Commands.Issue(ToCommand(id, type, args, options), scheduled =>
        {
            unscheduled--;
            pending.ScheduledEventId = scheduled.EventId;
            byScheduledEvent.Add(scheduled.EventId, pending);
        });
        using var registration = run.OnCancel(() => Cancel(pending), token);
        return run.Converter.PayloadConverter.ToResult<TResult>(await pending.Completion.Task);
    }

    public void Apply(HistoryEvent ended)
    {
        switch (ended.EventType)
        {
            case EventType.ActivityTaskCompleted:
                var completed = ended.ActivityTaskCompletedEventAttributes;
                Take(ended, completed.ScheduledEventId).Completion.TrySetResult(completed.Result);
                break;
            case EventType.ActivityTaskFailed:
                var failed = ended.ActivityTaskFailedEventAttributes;
                Fail(ended, failed.ScheduledEventId, failed.StartedEventId, "Activity task failed", failed.Failure, failed.RetryState, failed.Identity);
                break;
            case EventType.ActivityTaskTimedOut:
                var timedOut = ended.ActivityTaskTimedOutEventAttributes;
                Fail(ended, timedOut.ScheduledEventId, timedOut.StartedEventId, "Activity task timed out", timedOut.Failure, timedOut.RetryState, string.Empty);
                break;
            default:
                var canceled = ended.ActivityTaskCanceledEventAttributes;
                var cause = new Failure { Message = "Activity canceled", CanceledFailureInfo = new() { Details = canceled.Details } };
                Fail(ended, canceled.ScheduledEventId, canceled.StartedEventId, "Activity canceled", cause, RetryState.CancelRequested, canceled.Identity);
                break;
        }
    }

    private Command ToCommand(string id, string type, IReadOnlyCollection<object?> args, ActivityOptions options) => new()
    {
        CommandType = CommandType.ScheduleActivityTask,
        UserMetadata = run.ToMetadata(options.Summary, null),
        ScheduleActivityTaskCommandAttributes = new()
        {
            ActivityId = id,
            ActivityType = new() { Name = type },
            TaskQueue = new() { Name = options.TaskQueue ?? run.Info.TaskQueue },
            Input = run.Converter.PayloadConverter.ToPayloads(args),
            ScheduleToCloseTimeout = ToDuration(options.ScheduleToCloseTimeout),
            ScheduleToStartTimeout = ToDuration(options.ScheduleToStartTimeout),
            StartToCloseTimeout = ToDuration(options.StartToCloseTimeout),
            HeartbeatTimeout = ToDuration(options.HeartbeatTimeout),
            RetryPolicy = options.RetryPolicy?.ToProto(),
        },
    };

    private static Duration? ToDuration(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private void Cancel(PendingActivity pending)
    {
        if (pending.Completion.Task.IsCompleted || pending.CancelRequested)
        {
            return;
        }

        pending.CancelRequested = true;
        if (!pending.Issued!.Sent)
        {
            pending.Issued.Dropped = true;
            unscheduled--;
            pending.Completion.TrySetException(CanceledFailure(pending));
            return;
        }

        if (pending.CancellationType != ActivityCancellationType.Abandon)
        {
            run.Commands.Issue(new()
            {
                CommandType = CommandType.RequestCancelActivityTask,
                RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = pending.ScheduledEventId },
            });
        }

        if (pending.CancellationType != ActivityCancellationType.WaitCancellationCompleted)
        {
            pending.Completion.TrySetException(CanceledFailure(pending));
        }
    }

    private Exception CanceledFailure(PendingActivity pending) => ToException(
        pending, 0, "Activity canceled", new Failure { Message = "Activity canceled", CanceledFailureInfo = new() }, RetryState.CancelRequested, string.Empty);

    private void Fail(
        HistoryEvent ended, long scheduledEventId, long startedEventId, string message, Failure? cause, RetryState retryState, string identity)
    {
        var pending = Take(ended, scheduledEventId);
        pending.Completion.TrySetException(ToException(pending, startedEventId, message, cause, retryState, identity));
    }

    private Exception ToException(
        PendingActivity pending, long startedEventId, string message, Failure? cause, RetryState retryState, string identity)
    {
        var failure = new Failure
        {
            Message = message,
            Cause = cause,
            ActivityFailureInfo = new()
            {
                ActivityId = pending.Id,
                ActivityType = new ActivityType { Name = pending.Type },
                ScheduledEventId = pending.ScheduledEventId,
                StartedEventId = startedEventId,
                RetryState = retryState,
                Identity = identity,
            },
        };
        return run.Converter.FailureConverter.ToException(failure, run.Converter.PayloadConverter);
    }

    private PendingActivity Take(HistoryEvent ended, long scheduledEventId) => byScheduledEvent.Remove(scheduledEventId, out var pending)
        ? pending
        : throw new WorkflowNondeterminismException($"{run.Name}: {CommandEvents.Describe(ended)} ends the activity of event {scheduledEventId}, which the workflow did not schedule");
}
