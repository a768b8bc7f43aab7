using Assay.EmbeddedEngine.Calls;
using Temporalio.Api.Schedule.V1;

namespace Assay.EmbeddedEngine.Scheduling;

/// <summary>
/// The instants a specification names. Calendars are matched against the clock of the time zone literally: an hour that does not exist is
/// left out, one that comes twice counts twice.
/// </summary>
internal sealed class ScheduleTimes
{
    private const int LastYear = 2199;
    private readonly ScheduleSpec spec;
    private readonly TimeZoneInfo zone;
    private readonly CalendarMatch[] calendars;
    private readonly CalendarMatch[] excluded;
    private readonly string seed;

    /// <param name="spec">In the form of <see cref="Normalize"/>.</param>
    /// <param name="seed">What the jitter follows from, beside the instant.</param>
    public ScheduleTimes(ScheduleSpec spec, string seed)
    {
        this.spec = spec;
        this.seed = seed;
        zone = Zone(spec.TimezoneName);
        calendars = [.. spec.StructuredCalendar.Select(c => new CalendarMatch(c))];
        excluded = [.. spec.ExcludeStructuredCalendar.Select(c => new CalendarMatch(c))];
    }

    /// <summary>Calendars and cron strings in the structured form. Throws InvalidArgument for what cannot be understood.</summary>
    public static ScheduleSpec Normalize(ScheduleSpec? given)
    {
        var spec = given?.Clone() ?? new();
        foreach (var calendar in spec.Calendar)
        {
            spec.StructuredCalendar.Add(CalendarText.ToStructured(calendar));
        }

        foreach (var cron in spec.CronString)
        {
            CalendarText.AddCron(spec, cron);
        }

#pragma warning disable CS0612 // The deprecated field is still sent by older clients.
        foreach (var calendar in spec.ExcludeCalendar)
        {
            spec.ExcludeStructuredCalendar.Add(CalendarText.ToStructured(calendar));
        }

        spec.ExcludeCalendar.Clear();
#pragma warning restore CS0612
        spec.Calendar.Clear();
        spec.CronString.Clear();
        if (!spec.TimezoneData.IsEmpty)
        {
            throw Errors.Invalid("TimezoneData is not offered by the embedded service; give a TimezoneName.");
        }

        if (spec.Interval.Any(i => i.Interval.ToTicks() < TimeSpan.TicksPerSecond || i.Phase.ToTicks() < 0 || i.Phase.ToTicks() >= i.Interval.ToTicks()))
        {
            throw Errors.Invalid("A schedule's interval has to be at least a second, its phase between zero and the interval.");
        }

        Zone(spec.TimezoneName);
        return spec;
    }

    /// <summary>The first nominal instant after the given one, and when it is due (with jitter, before the next nominal one).</summary>
    public (long NominalTicks, long DueTicks)? Next(long afterTicks)
    {
        if (Nominal(afterTicks) is not { } nominal)
        {
            return null;
        }

        var jitter = spec.Jitter.ToTicks();
        if (jitter <= 0)
        {
            return (nominal, nominal);
        }

        var room = Nominal(nominal) is { } next ? Math.Min(jitter, next - nominal - 1) : jitter;
        return (nominal, nominal + (long)(Fraction(nominal) * room));
    }

    private static TimeZoneInfo Zone(string name)
    {
        if (name is "" or "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception failure) when (failure is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw Errors.Invalid($"Time zone '{name}' is not known on this machine. Check the name, or install the system's time zone data.");
        }
    }

    private long? Nominal(long afterTicks)
    {
        if (spec.StartTime is { } start)
        {
            afterTicks = Math.Max(afterTicks, start.ToTicks() - 1);
        }

        while (true)
        {
            var next = long.MaxValue;
            foreach (var interval in spec.Interval)
            {
                next = Math.Min(next, NextOf(interval, afterTicks));
            }

            foreach (var calendar in calendars)
            {
                next = Math.Min(next, NextOf(calendar, afterTicks));
            }

            if (next == long.MaxValue || (spec.EndTime is { } end && next > end.ToTicks()))
            {
                return null;
            }

            if (!IsExcluded(next))
            {
                return next;
            }

            afterTicks = next;
        }
    }

    private static long NextOf(IntervalSpec interval, long afterTicks)
    {
        var length = interval.Interval.ToTicks() / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond;
        var origin = DateTime.UnixEpoch.Ticks + (interval.Phase.ToTicks() / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        var (periods, rest) = Math.DivRem(afterTicks - origin, length);
        return origin + ((rest < 0 ? periods : periods + 1) * length);
    }

    private long NextOf(CalendarMatch calendar, long afterTicks)
    {
        // A day earlier, since a clock set back brings hours of the same day again.
        var day = TimeZoneInfo.ConvertTimeFromUtc(new DateTime(afterTicks, DateTimeKind.Utc), zone).Date;
        for (; day.Year <= LastYear; day = calendar.MatchesMonth(day) ? day.AddDays(1) : new DateTime(day.Year, day.Month, 1).AddMonths(1))
        {
            if (!calendar.MatchesDay(day))
            {
                continue;
            }

            var best = long.MaxValue;
            foreach (var time in calendar.Times)
            {
                foreach (var ticks in Instants(day + time))
                {
                    if (ticks > afterTicks && ticks < best)
                    {
                        best = ticks;
                    }
                }
            }

            if (best < long.MaxValue)
            {
                return best;
            }
        }

        return long.MaxValue;
    }

    private IEnumerable<long> Instants(DateTime local)
    {
        if (zone.IsInvalidTime(local))
        {
            return [];
        }

        return zone.IsAmbiguousTime(local)
            ? zone.GetAmbiguousTimeOffsets(local).Select(o => local.Ticks - o.Ticks)
            : [local.Ticks - zone.GetUtcOffset(local).Ticks];
    }

    private bool IsExcluded(long ticks)
    {
        if (excluded.Length == 0)
        {
            return false;
        }

        var local = TimeZoneInfo.ConvertTimeFromUtc(new DateTime(ticks, DateTimeKind.Utc), zone);
        return Array.Exists(excluded, c => c.Matches(local));
    }

    /// <summary>A number in [0, 1) that follows from seed and instant alone: FNV-1a, then a finishing mix.</summary>
    private double Fraction(long ticks)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in seed)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash = (hash ^ (ulong)ticks) * 0x9E3779B97F4A7C15UL;
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93UL;
        hash ^= hash >> 32;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
