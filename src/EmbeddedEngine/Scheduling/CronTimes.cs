using Temporalio.Api.Schedule.V1;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Scheduling;

/// <summary>
/// The cron string of a workflow itself. Unlike in schedules a day matches where either of two restricted day fields does, as cron has it,
/// and @every counts from the run's start.
/// </summary>
internal static class CronTimes
{
    /// <summary>Why it is no cron string of times to come; null where it is one, or empty.</summary>
    public static string? FindFault(string cron, long nowTicks)
    {
        try
        {
            _ = cron.Length == 0 ? 0 : Delay(cron, nowTicks, nowTicks);
            return null;
        }
        catch (RpcException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>How long after <paramref name="nowTicks"/> the next run begins. Throws InvalidArgument for what is no cron string.</summary>
    public static long Delay(string cron, long startTicks, long nowTicks)
    {
        var spec = new ScheduleSpec();
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is [.. var zone, _, _, var day, _, var week] && zone.Length < 2 && day != "*" && week != "*")
        {
            CalendarText.AddCron(spec, string.Join(' ', [.. fields[..^1], "*"]));
            CalendarText.AddCron(spec, string.Join(' ', [.. fields[..^3], "*", .. fields[^2..]]));
        }
        else
        {
            CalendarText.AddCron(spec, cron);
        }

        spec = ScheduleTimes.Normalize(spec);
        if (spec.Interval is [var every])
        {
            var length = every.Interval.ToTicks();
            return length - ((nowTicks - startTicks) % length);
        }

        return new ScheduleTimes(spec, "").Next(nowTicks) is { } next
            ? next.NominalTicks - nowTicks
            : throw Calls.Errors.Invalid($"Cron schedule '{cron}' names no instant to come.");
    }
}
