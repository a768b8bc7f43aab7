namespace Assay.MarketSources.State;

/// <summary>
/// Tokens and breaker as arithmetic on <see cref="SourceState"/>. A token comes back when the request that took it is a whole window old, so no stretch
/// of that length ever sees more requests than the quota, which a bucket that refills steadily would allow. A clock that jumps back gives nothing: tokens
/// keep the instant at which they went out, and only one that lies over a day ahead (a clock that had been wrong) is counted as taken now.
/// </summary>
internal static class SourceLedger
{
    private const int SlotsPerWindow = 60;
    private static readonly TimeSpan ClockFault = TimeSpan.FromDays(1);

    /// <summary>Takes a token of every window, or says when to come again.</summary>
    /// <param name="holdsProbe">True for a further request (next page, retry) of the fetch that has the probe.</param>
    public static (SourceState State, Admission Admission) Admit(SourceState state, SourceLimits limits, DateTimeOffset now, bool holdsProbe)
    {
        var windows = limits.Quotas.Select(quota => Aged(state, quota.WindowSeconds, now)).ToArray();
        var notBefore = state.NotBefore is { } until && until > now && until - now <= ClockFault ? state.NotBefore : null;
        var breaker = state.Breaker with { OpenUntil = Bounded(state.Breaker.OpenUntil, now, limits.OpenFor), ProbeUntil = Bounded(state.Breaker.ProbeUntil, now, limits.ProbeLease) };
        var aged = state with { Windows = windows, NotBefore = notBefore, Breaker = breaker };

        if (breaker.OpenUntil is { } openUntil && !holdsProbe)
        {
            var shutUntil = breaker.ProbeUntil > openUntil ? breaker.ProbeUntil.Value : openUntil;
            if (shutUntil > now)
            {
                return (aged, new Admission(SourceFailureKind.BreakerOpen, shutUntil, IsProbe: false));
            }
        }

        if (notBefore is not null)
        {
            return (aged, new Admission(SourceFailureKind.Throttled, notBefore, IsProbe: false));
        }

        var free = limits.Quotas.Select((quota, index) => FreeAt(windows[index], quota.Requests)).Where(instant => instant > now).ToArray();
        if (free.Length > 0)
        {
            return (aged, new Admission(SourceFailureKind.QuotaUsedUp, free.Max(), IsProbe: false));
        }

        var isProbe = breaker.OpenUntil is not null;
        return (
            aged with
            {
                Windows = [.. windows.Select(window => Take(window, now))],
                Breaker = isProbe ? breaker with { ProbeUntil = now + limits.ProbeLease } : breaker,
                Counts = state.Counts with { Requests = state.Counts.Requests + 1 },
            },
            new Admission(null, null, isProbe));
    }

    /// <summary>A request was answered in the documented form; whether its content holds is not known yet.</summary>
    public static SourceState Answered(SourceState state, TimeSpan latency) =>
        state with { Counts = state.Counts with { Successes = state.Counts.Successes + 1, LatencyMs = state.Counts.LatencyMs + latency.TotalMilliseconds } };

    /// <summary>A whole fetch was answered and its content holds, or the vendor said plainly that it has no such thing: the source works.</summary>
    public static SourceState Works(SourceState state, DateTimeOffset now) =>
        state with { Breaker = new BreakerState(0, null, null), Counts = state.Counts with { LastSuccess = now } };

    public static SourceState Failed(SourceState state, SourceLimits limits, DateTimeOffset now, MarketSourceException failure)
    {
        var breaker = state.Breaker;
        if (failure.SpeaksAgainstSource)
        {
            var failures = breaker.ConsecutiveFailures + 1;
            var opens = failures >= limits.BreakerFailures || breaker.OpenUntil is not null;
            breaker = new BreakerState(failures, opens ? now + limits.OpenFor : null, null);
        }
        else
        {
            breaker = breaker with { ProbeUntil = null };
        }

        return state with
        {
            Breaker = breaker,
            NotBefore = failure.Kind == SourceFailureKind.Throttled ? Later(state.NotBefore, failure.RetryAt) : state.NotBefore,
            Counts = state.Counts with
            {
                Failures = state.Counts.Failures + 1,
                LastErrorAt = now,
                LastErrorKind = failure.Kind,
                LastError = failure.Message,
            },
        };
    }

    /// <summary>Tokens left of a quota at an instant.</summary>
    public static int Left(SourceState state, int windowSeconds, int requests, DateTimeOffset now) =>
        Math.Max(0, requests - Aged(state, windowSeconds, now).Taken.Sum(taken => taken.Count));

    private static TokenWindow Aged(SourceState state, int seconds, DateTimeOffset now)
    {
        var window = state.Windows.FirstOrDefault(entry => entry.Seconds == seconds);
        if (window is null)
        {
            return new TokenWindow(seconds, []);
        }

        var instant = now.ToUnixTimeSeconds();
        var slot = SlotEnd(instant, seconds);
        var farAhead = instant + (long)ClockFault.TotalSeconds + seconds;
        return new TokenWindow(seconds, [.. window.Taken
            .Select(taken => taken.Until > farAhead ? taken with { Until = slot } : taken)
            .Where(taken => taken.Until + seconds > instant)
            .GroupBy(taken => taken.Until)
            .OrderBy(group => group.Key)
            .Select(group => new TakenTokens(group.Key, group.Sum(taken => taken.Count)))]);
    }

    private static TokenWindow Take(TokenWindow window, DateTimeOffset now)
    {
        var slot = SlotEnd(now.ToUnixTimeSeconds(), window.Seconds);
        var same = window.Taken.FirstOrDefault(taken => taken.Until == slot);
        return window with { Taken = [.. window.Taken.Where(taken => taken.Until != slot).Append(new TakenTokens(slot, 1 + (same?.Count ?? 0))).OrderBy(taken => taken.Until)] };
    }

    /// <summary>When the window has a token again.</summary>
    private static DateTimeOffset FreeAt(TokenWindow window, int requests)
    {
        var tooMany = window.Taken.Sum(taken => taken.Count) - requests + 1;
        foreach (var taken in window.Taken)
        {
            if (tooMany <= 0)
            {
                break;
            }

            tooMany -= taken.Count;
            if (tooMany <= 0)
            {
                return DateTimeOffset.FromUnixTimeSeconds(taken.Until + window.Seconds);
            }
        }

        return DateTimeOffset.MinValue;
    }

    private static long SlotEnd(long instant, int seconds)
    {
        var slot = seconds / SlotsPerWindow;
        return ((instant / slot) + 1) * slot;
    }

    /// <summary>An instant no further ahead than it can have been set: a clock that was ahead must not shut a source for good.</summary>
    private static DateTimeOffset? Bounded(DateTimeOffset? instant, DateTimeOffset now, TimeSpan furthest) =>
        instant is { } value && value - now > furthest + ClockFault ? now + furthest : instant;

    private static DateTimeOffset? Later(DateTimeOffset? first, DateTimeOffset? second) => first is null || second > first ? second : first;
}
