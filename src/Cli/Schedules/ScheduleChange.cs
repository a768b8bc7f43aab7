namespace Assay.Cli.Schedules;

/// <summary>One difference between the service and the file.</summary>
/// <param name="Action"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Id">Schedule id.</param>
/// <param name="Parts">What differs; empty but for an update.</param>
internal sealed record ScheduleChange(string Action, string Id, IReadOnlyList<string> Parts);
