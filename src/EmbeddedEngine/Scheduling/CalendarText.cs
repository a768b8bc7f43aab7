using System.Globalization;
using Assay.EmbeddedEngine.Calls;
using Temporalio.Api.Schedule.V1;

using Grpc.Core;
namespace Assay.EmbeddedEngine.Scheduling;

/// <summary>Fields of calendars and cron strings: *, x, x/y, x-z, x-z/y, joined by commas, with names of months and days.</summary>
internal static class CalendarText
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static StructuredCalendarSpec ToStructured(CalendarSpec calendar) => new()
    {
        Second = { Field(calendar.Second, "0", 0, 59) },
        Minute = { Field(calendar.Minute, "0", 0, 59) },
        Hour = { Field(calendar.Hour, "0", 0, 23) },
        DayOfMonth = { Field(calendar.DayOfMonth, "*", 1, 31) },
        Month = { Field(calendar.Month, "*", 1, 12, Months, 1) },
        Year = { calendar.Year is "" or "*" ? [] : Field(calendar.Year, "*", 1970, 2199) },
        DayOfWeek = { Field(calendar.DayOfWeek, "*", 0, 7, Days, 0) },
        Comment = calendar.Comment,
    };

    /// <summary>Puts a cron string into the specification: as a calendar, or as an interval for @every.</summary>
    public static void AddCron(ScheduleSpec spec, string cron)
    {
        var (text, comment) = cron.Split('#', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (cron.Trim(), "");
        foreach (var prefix in (string[])["CRON_TZ=", "TZ="])
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                var end = text.IndexOf(' ', StringComparison.Ordinal);
                end = end < 0 ? throw Fault(cron) : end;
                var zone = text[prefix.Length..end];
                if (spec.TimezoneName.Length > 0 && spec.TimezoneName != zone)
                {
                    throw Errors.Invalid($"Schedule names two time zones, {spec.TimezoneName} and {zone}.");
                }

                (spec.TimezoneName, text) = (zone, text[end..].Trim());
            }
        }

        if (text.StartsWith("@every ", StringComparison.Ordinal))
        {
            var parts = text[7..].Trim().Split('/');
            spec.Interval.Add(new IntervalSpec
            {
                Interval = Length(parts[0], cron).ToDuration(),
                Phase = parts.Length > 1 ? Length(parts[1], cron).ToDuration() : null,
            });
            return;
        }

        text = text switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            _ => text,
        };
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var calendar = fields switch
        {
            [var minute, var hour, var day, var month, var week] => Calendar("0", minute, hour, day, month, week, "*"),
            [var minute, var hour, var day, var month, var week, var year] => Calendar("0", minute, hour, day, month, week, year),
            [var second, var minute, var hour, var day, var month, var week, var year] => Calendar(second, minute, hour, day, month, week, year),
            _ => throw Fault(cron),
        };
        calendar.Comment = comment;
        spec.StructuredCalendar.Add(ToStructured(calendar));
    }

    private static CalendarSpec Calendar(string second, string minute, string hour, string day, string month, string week, string year) => new()
    {
        Second = second,
        Minute = minute,
        Hour = hour,
        DayOfMonth = day,
        Month = month,
        DayOfWeek = week,
        Year = year,
    };

    private static long Length(string text, string cron)
    {
        var unit = text.Length == 0 ? ' ' : text[^1];
        var ticks = unit switch
        {
            's' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            _ => throw Fault(cron),
        };
        return long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count * ticks : throw Fault(cron);
    }

    private static List<Temporalio.Api.Schedule.V1.Range> Field(string text, string usual, int least, int most, string[]? names = null, int firstName = 0)
    {
        var ranges = new List<Temporalio.Api.Schedule.V1.Range>();
        foreach (var part in (text.Length == 0 ? usual : text).Split(','))
        {
            var (span, step) = part.Split('/') switch
            {
                [var whole] => (whole, 0),
                [var whole, var every] => (whole, Number(every, text, [], 0)),
                _ => throw Fault(text),
            };
            var (from, to) = span == "*" ? (least, names is not null && firstName == 0 ? 6 : most) : span.Split('-') switch
            {
                [var single] when step > 0 => (Number(single, text, names, firstName), names is not null && firstName == 0 ? 6 : most),
                [var single] => (Number(single, text, names, firstName), 0),
                [var first, var last] => (Number(first, text, names, firstName), Number(last, text, names, firstName)),
                _ => throw Fault(text),
            };
            if (from < least || from > most || to > most)
            {
                throw Errors.Invalid($"'{text}' in a schedule's calendar is outside {least} to {most}.");
            }

            ranges.Add(new() { Start = from, End = to > from ? to : 0, Step = step > 1 ? step : 0 });
        }

        return ranges;
    }

    private static int Number(string text, string field, string[]? names, int firstName)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var index = names is null || text.Length < 3 ? -1 : Array.IndexOf(names, text[..3].ToLowerInvariant());
        return index < 0 ? throw Fault(field) : index + firstName;
    }

    private static RpcException Fault(string text) => Errors.Invalid($"'{text}' is not a calendar or cron expression.");
}
