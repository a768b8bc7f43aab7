namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule does and when.</summary>
public record ScheduleListSchedule(ScheduleListAction Action, ScheduleSpec Spec, ScheduleListState State);
