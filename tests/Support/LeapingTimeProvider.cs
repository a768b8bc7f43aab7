namespace Assay.Tests.Support;

/// <summary>
/// A clock on which a short wait is over at once: it leaps to the end of every timer up to a limit, so that retries and pauses take no time, while longer
/// timers (time limits of requests) wait for <see cref="Advance"/>.
/// </summary>
public sealed class LeapingTimeProvider(DateTimeOffset start, TimeSpan longestLeap) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> leaps = [];
    private readonly ManualTimeProvider manual = new(start);

    public override long TimestampFrequency => manual.TimestampFrequency;

    /// <summary>The waits that were leapt over, in order.</summary>
    public IReadOnlyList<TimeSpan> Leaps
    {
        get
        {
            lock (gate)
            {
                return [.. leaps];
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => manual.GetUtcNow();

    public override long GetTimestamp() => manual.GetTimestamp();

    public void Advance(TimeSpan by) => manual.Advance(by);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = manual.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= longestLeap)
        {
            lock (gate)
            {
                leaps.Add(dueTime);
            }

            // Not on this thread: who makes the timer does not hold it yet.
            _ = ThreadPool.QueueUserWorkItem(_ => manual.Advance(dueTime));
        }

        return timer;
    }
}
