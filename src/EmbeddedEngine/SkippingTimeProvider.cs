namespace Assay.EmbeddedEngine;

/// <summary>
/// A clock that stands still while work is going on and jumps to the next timer when nothing runs. The service that was given it decides
/// when nothing runs; <see cref="Lock"/> holds the clock from outside, for instance while a test is between two calls.
/// </summary>
public sealed class SkippingTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<SkippedTimer> timers = [];
    private long nowTicks;
    private int locks;

    public SkippingTimeProvider(DateTimeOffset start) => nowTicks = start.UtcTicks;

    /// <summary>Raised when the last outside lock is released, so that the service looks again whether it may jump.</summary>
    internal event Action? Unlocked;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref nowTicks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref nowTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SkippedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>No jump happens until the returned object is disposed. Locks nest.</summary>
    public IDisposable Lock()
    {
        lock (gate)
        {
            locks++;
        }

        return new Holder(this);
    }

    /// <summary>Moves the clock by hand, locked or not, and fires what has become due, earliest first.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (gate)
        {
            Interlocked.Add(ref nowTicks, by.Ticks);
        }

        FireDue();
    }

    /// <summary>Jumps to the earliest timer and fires it; false where the clock is locked or no timer waits.</summary>
    internal bool SkipToNext()
    {
        lock (gate)
        {
            var next = long.MaxValue;
            foreach (var timer in timers)
            {
                next = Math.Min(next, timer.DueTicks);
            }

            if (locks > 0 || next == long.MaxValue)
            {
                return false;
            }

            Interlocked.Exchange(ref nowTicks, Math.Max(nowTicks, next));
        }

        FireDue();
        return true;
    }

    private void FireDue()
    {
        while (true)
        {
            SkippedTimer? due = null;
            lock (gate)
            {
                foreach (var timer in timers)
                {
                    if (timer.DueTicks <= nowTicks && (due is null || timer.DueTicks < due.DueTicks))
                    {
                        due = timer;
                    }
                }

                if (due is null)
                {
                    return;
                }

                if (due.PeriodTicks > 0)
                {
                    due.DueTicks += due.PeriodTicks;
                }
                else
                {
                    timers.Remove(due);
                }
            }

            due.Fire();
        }
    }

    private void Release()
    {
        bool free;
        lock (gate)
        {
            free = --locks == 0;
        }

        if (free)
        {
            Unlocked?.Invoke();
        }
    }

    private sealed class Holder(SkippingTimeProvider owner) : IDisposable
    {
        private int released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
            {
                owner.Release();
            }
        }
    }

    private sealed class SkippedTimer(SkippingTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public long DueTicks { get; set; }

        public long PeriodTicks { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner.gate)
            {
                owner.timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueTicks = owner.nowTicks + dueTime.Ticks;
                    PeriodTicks = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                    owner.timers.Add(this);
                }
            }

            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (owner.gate)
            {
                owner.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
