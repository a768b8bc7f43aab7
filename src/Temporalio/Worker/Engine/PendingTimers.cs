using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Engine;

/// <summary>The timers of a run that have neither fired nor been cancelled.</summary>
internal sealed class PendingTimers(WorkflowRun run)
{
    private readonly Dictionary<string, TaskCompletionSource> byId = [];
    private long lastNumber;
    private int endless;

    public int Count => byId.Count + endless;

    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task DelayAsync(TimeSpan delay, string? summary, CancellationToken token)
    {
        run.EnsureMayAct("start a timer");
        token.ThrowIfCancellationRequested();
        if (delay < TimeSpan.Zero && delay != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(delay), delay, "A delay must not be negative");
        }

        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (delay == Timeout.InfiniteTimeSpan)
        {
            using var wait = run.OnCancel(() => completion.TrySetCanceled(token), token);
            endless++;
            try
            {
                await completion.Task;
            }
            finally
            {
                endless--;
            }

            return;
        }

        lastNumber++;
        var id = lastNumber.ToString(CultureInfo.InvariantCulture);
        byId.Add(id, completion);
        var issued = run.Commands.Issue(new()
        {
            CommandType = CommandType.StartTimer,
            UserMetadata = run.ToMetadata(summary, null),
            StartTimerCommandAttributes = new()
            {
                TimerId = id,
                StartToFireTimeout = Duration.FromTimeSpan(delay == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : delay),
            },
        });
        using var registration = run.OnCancel(() => Cancel(id, issued, token), token);
        await completion.Task;
    }

    public void Apply(HistoryEvent fired)
    {
        if (!byId.Remove(fired.TimerFiredEventAttributes.TimerId, out var completion))
        {
            throw new WorkflowNondeterminismException(
                $"{run.Name}: event {fired.EventId} fires timer {fired.TimerFiredEventAttributes.TimerId}, which the workflow did not start");
        }

        completion.TrySetResult();
    }

    private void Cancel(string id, IssuedCommand issued, CancellationToken token)
    {
        if (!byId.Remove(id, out var completion))
        {
            return;
        }

        if (!issued.Sent)
        {
            issued.Dropped = true;
        }
        else
        {
            run.Commands.Issue(new() { CommandType = CommandType.CancelTimer, CancelTimerCommandAttributes = new() { TimerId = id } });
        }

        completion.TrySetCanceled(token);
    }
}
