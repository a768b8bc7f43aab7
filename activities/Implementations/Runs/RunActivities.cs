using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Runs;
using Assay.Activities.Settings;
using Assay.Activities.Stages;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Temporalio.Activities;

namespace Assay.Activities.Runs;

/// <inheritdoc cref="IRunActivities"/>
/// <param name="runner">Keeps what was frozen.</param>
/// <param name="settings">The settings as they stand now.</param>
/// <param name="calendars">The exchanges' calendars as they stand now.</param>
public sealed class RunActivities(StageRunner runner, Func<AssaySettings> settings, Func<CalendarBook> calendars) : IRunActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<OpenedRun> OpenRunAsync(OpenRun request) =>
        runner.EffectAsync(nameof(OpenRun), request.RunId, _ => Open(request));

    private OpenedRun Open(OpenRun request)
    {
        var calendar = request.Exchange is { } exchange ? calendars().Find(exchange) : null;
        var date = request.Date is { } asked ? TradingDate.Parse(asked) : DayOf(request.AsOf, calendar?.ZoneId);
        var stage = new Stage(request.RunId, runner.Store.PutJson(AssaySettings.SchemaId, settings()), request.Synthetic, request.DryRun);
        return new OpenedRun(stage, date.ToString(), NoSession(calendar, date));
    }

    private static string? NoSession(ExchangeCalendar? calendar, TradingDate date)
    {
        if (calendar is null)
        {
            return date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? $"{date} is a {date.DayOfWeek}." : null;
        }

        return calendar.ReasonClosed(date) is { } reason ? $"{calendar.Exchange} has no session on {date}: {reason}." : null;
    }

    private static TradingDate DayOf(DateTimeOffset instant, string? zone) => TradingDate.FromDateOnly(DateOnly.FromDateTime(
        zone is null ? instant.UtcDateTime : TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime));
}
