namespace Temporalio.Client.Schedules;

/// <summary>Whether a listed schedule acts.</summary>
public record ScheduleListState(string? Note, bool Paused);
