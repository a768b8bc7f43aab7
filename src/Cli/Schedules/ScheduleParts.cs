using System.Globalization;
using System.Text.Json;
using Temporalio.Client.Schedules;
using Temporalio.Converters;

namespace Assay.Cli.Schedules;

/// <summary>A schedule as comparable text, part by part: what the service holds against what the file asks for.</summary>
internal static class ScheduleParts
{
    /// <summary>The parts that differ, for people; empty where there are none.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(Schedule present, Schedule desired, DataConverter converter)
    {
        var differences = new List<string>();
        if (When(present.Spec) != When(desired.Spec))
        {
            differences.Add("when");
        }

        if (Policy(present.Policy) != Policy(desired.Policy))
        {
            differences.Add("policy");
        }

        if (await ActionAsync(present.Action, converter) != await ActionAsync(desired.Action, converter))
        {
            differences.Add("action");
        }

        return differences;
    }

    private static string When(ScheduleSpec spec) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Calendars(spec.Calendars)} less {Calendars(spec.Skip)} in {spec.TimeZoneName}, jitter {spec.Jitter?.TotalSeconds ?? 0}, from {spec.StartAt:o} to {spec.EndAt:o}, {spec.Intervals.Count} intervals, {string.Join('|', spec.CronExpressions)}");

    private static string Calendars(IEnumerable<ScheduleCalendarSpec> calendars) => string.Join(';', calendars
        .Select(calendar => string.Join(' ', new[]
        {
            Ranges(calendar.Year),
            Ranges(calendar.Month),
            Ranges(calendar.DayOfMonth),
            Ranges(calendar.DayOfWeek),
            Ranges(calendar.Hour),
            Ranges(calendar.Minute),
            Ranges(calendar.Second),
        }))
        .Order(StringComparer.Ordinal));

    private static string Ranges(IEnumerable<ScheduleRange> ranges) => string.Join(',', ranges.Select(range =>
        string.Create(CultureInfo.InvariantCulture, $"{range.Start}-{range.End}/{range.Step}")));

    private static string Policy(SchedulePolicy policy) => string.Create(
        CultureInfo.InvariantCulture, $"{policy.Overlap}, {policy.CatchupWindow?.TotalSeconds} s, pause on failure {policy.PauseOnFailure}");

    private static async Task<string> ActionAsync(ScheduleAction action, DataConverter converter)
    {
        if (action is not ScheduleActionStartWorkflow start)
        {
            return string.Empty;
        }

        var parts = new List<string> { start.Workflow, start.Options.Id ?? string.Empty, start.Options.TaskQueue ?? string.Empty, start.Options.StaticSummary ?? string.Empty };
        foreach (var argument in start.Args)
        {
            parts.Add(await JsonAsync(argument, converter));
        }

        foreach (var (key, value) in (start.Options.Memo ?? new Dictionary<string, object>()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            parts.Add($"{key}={await JsonAsync(value, converter)}");
        }

        if (start.Options.TypedSearchAttributes is { } attributes)
        {
            parts.AddRange(attributes.UntypedValues
                .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key.Name}={entry.Value}"))
                .Order(StringComparer.Ordinal));
        }

        return string.Join('\n', parts);
    }

    private static async Task<string> JsonAsync(object? value, DataConverter converter)
    {
        var element = value is IEncodedRawValue encoded
            ? await encoded.ToValueAsync<JsonElement>()
            : converter.PayloadConverter.ToValue<JsonElement>(converter.PayloadConverter.ToPayload(value));
        return element.GetRawText();
    }
}
