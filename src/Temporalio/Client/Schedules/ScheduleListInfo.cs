namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule did last and does next. Times are UTC.</summary>
public record ScheduleListInfo(IReadOnlyCollection<ScheduleActionResult> RecentActions, IReadOnlyCollection<DateTime> NextActionTimes);
