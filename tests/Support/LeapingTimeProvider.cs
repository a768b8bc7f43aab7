using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Assay.Tests.Support;

/// <summary>
/// A clock on which a short wait is over at once: it leaps to the end of every timer up to a limit, so that retries and pauses take no time, while longer
/// timers (time limits of requests) wait for <see cref="FakeTimeProvider.Advance"/>.
/// </summary>
public sealed class LeapingTimeProvider(DateTimeOffset start, TimeSpan longestLeap) : FakeTimeProvider(start)
{
    private readonly ConcurrentQueue<TimeSpan> leaps = new();

    /// <summary>The waits that were leapt over, in order.</summary>
    public IReadOnlyList<TimeSpan> Leaps => [.. leaps];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= longestLeap)
        {
            leaps.Enqueue(dueTime);

            // Not on this thread: who makes the timer does not hold it yet.
            _ = ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
